import {
  type Look,
  PHONE,
  walkAreas,
  walkFiles,
  walkLibrary,
  walkLimits,
  walkMailbox,
  walkMenus,
} from "./accessibility.ts";
import { commonPlace, journey, NO_COMPLAINT } from "./journeys/journey.ts";
import { testBrowser } from "./support/browser.ts";

// In more languages: journeys/long/accessibility_test.ts.
const DESK: Look = { name: "on a desk, in English", language: "en" };
const LOOKS: Look[] = [
  DESK,
  { name: "on a phone, in Arabic", language: "ar", viewport: PHONE },
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
  journey(
    `axe finds nothing wrong in the library ${look.name}`,
    browser,
    (harbor) => walkLibrary(harbor, look),
    /status of (404|415)/,
    place,
  );
}

journey(
  "axe finds nothing wrong in the page of any area",
  browser,
  (harbor) => walkAreas(harbor, DESK),
  NO_COMPLAINT,
  place,
);

journey(
  "axe finds nothing wrong in what opens",
  browser,
  walkMenus,
  NO_COMPLAINT,
  place,
);

journey(
  "axe finds nothing wrong in the page of limits",
  browser,
  (harbor) => walkLimits(harbor, DESK),
  /status of 422/,
  place,
);

journey(
  "axe finds nothing wrong in the files of a message, being written or read",
  browser,
  (harbor) => walkFiles(harbor, DESK),
  /status of 415/,
  place,
);
