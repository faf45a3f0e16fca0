import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { testBrowser } from "../support/browser.ts";
import {
  adaSends,
  badge,
  indicates,
  isLive,
  journey,
  row,
  write,
} from "./journey.ts";

const browser = testBrowser();

/** What the browser itself says of requests without a connection. */
const CUT_LINE = /ERR_INTERNET_DISCONNECTED/;

for (const line of ["with", "without"]) {
  journey(
    `${line} a connection, going back closes a message, and Escape the sheet, and the page stands`,
    browser,
    async (harbor) => {
      await adaSends(harbor)("Berth 4");
      const { page } = await harbor.signIn("ben@acme.test");
      await row(page, "Berth 4").waitFor();
      await loadSheet(page);
      await complainOfReloads(page);
      if (line === "without") await cut(page);

      await row(page, "Berth 4").getByRole("link").click();
      await page.waitForURL("**/messaging?message=*");
      await page.goBack();
      await page.waitForURL("**/messaging");

      await page.getByRole("link", { name: "Compose" }).click();
      await page.waitForURL("**/messaging?compose=new");
      await page.keyboard.press("Escape");
      await page.waitForURL("**/messaging");
      await row(page, "Berth 4").waitFor();
    },
    CUT_LINE,
  );

  journey(
    `${line} a connection, what is sent leaves the page as it stands`,
    browser,
    async ({ signIn }) => {
      const { page } = await signIn("ben@acme.test");
      const { page: ada } = await signIn("ada@acme.test");
      await loadSheet(page);
      await complainOfReloads(page);
      if (line === "without") await cut(page);

      const message = { subject: "Crane 2", body: "It is free." };
      await write(page, { to: "ada@acme.test", ...message });
      await page.waitForURL("**/messaging");
      await row(page, "Crane 2").waitFor();
      if (line === "without") await page.context().setOffline(false);
      await row(ada, "Crane 2").waitFor();
      await badge(ada, "1 unread message").waitFor();
    },
    CUT_LINE,
  );

  journey(
    `${line} a connection, going back in the library closes a file, and the page stands`,
    browser,
    async ({ signIn }) => {
      const { page } = await signIn("ben@acme.test");
      await page.getByRole("link", { name: "Library" }).click();
      await isLive(page);
      const file = { name: "quay.txt", mimeType: "", buffer: TEXT };
      await page.locator(".upload-button input").setInputFiles(file);
      const link = page.locator(".file-link");
      await link.waitFor();
      await complainOfReloads(page);
      if (line === "without") await cut(page);

      await link.click();
      await page.waitForURL("**/library?*file=*");
      await page.goBack();
      await page.waitForURL("**/library");
      await link.waitFor();
    },
    CUT_LINE,
  );
}

const TEXT = Buffer.from("The quay is free from noon.");

/** The sheet is loaded at the first sign of life. */
async function loadSheet(page: Page): Promise<void> {
  await page.mouse.move(1, 1);
  await page.locator(".drop-hint").waitFor({ state: "attached" });
}

/** A journey fails when its page complains; a page that is on its way to another hears nothing more. */
async function complainOfReloads(page: Page): Promise<void> {
  await page.evaluate(`
    navigation.addEventListener("navigate", ({ navigationType }) => {
      if (navigationType === "reload") console.error("The page reloads itself");
    })`);
}

async function cut(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await indicates(page, "Offline");
}
