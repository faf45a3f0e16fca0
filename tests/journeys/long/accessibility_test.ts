import {
  type Look,
  PHONE,
  walkFiles,
  walkLimits,
  walkMailbox,
} from "../../accessibility.ts";
import { testBrowser } from "../../support/browser.ts";
import { commonPlace, journey } from "../journey.ts";

const DESK: Look = { name: "on a desk, in Arabic", language: "ar" };
const LOOKS: Look[] = [
  DESK,
  { name: "on a phone, in Vietnamese", language: "vi", viewport: PHONE },
];

const browser = testBrowser();
const place = commonPlace();

for (const look of LOOKS) {
  journey(
    `axe finds nothing wrong ${look.name}`,
    browser,
    (harbor) => walkMailbox(harbor, look),
    /status of 404/,
    place,
  );
}

journey(
  "axe finds nothing wrong in the page of limits, in Arabic",
  browser,
  (harbor) => walkLimits(harbor, DESK),
  /status of 422/,
  place,
);

journey(
  "axe finds nothing wrong in the files of a message, being written or read, in Arabic",
  browser,
  (harbor) => walkFiles(harbor, DESK),
  /status of 415/,
  place,
);
