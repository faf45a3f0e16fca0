import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { testBrowser } from "../support/browser.ts";
import { adaSends, isLive, journey, row, subjects } from "./journey.ts";

const browser = testBrowser();

const press = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true }).click();

journey(
  "what one puts away, deletes, restores or marks unread is so in one's other window at once",
  browser,
  async (harbor) => {
    const { page, tab } = await harbor.signIn("ben@acme.test");
    const send = adaSends(harbor);
    for (const subject of ["Tide table", "Berth 4"]) {
      await send(subject);
      await row(page, subject).waitFor();
    }
    const other = await tab();
    await other.goto(page.url());
    await isLive(other);

    await row(page, "Tide table").getByRole("link").click();
    await press(page, "Archive");
    for (const each of [page, other]) {
      await row(each, "Tide table").waitFor({ state: "detached" });
    }
    await page.getByRole("link", { name: "Archive", exact: true }).click();
    await row(page, "Tide table").getByRole("link").click();
    await press(page, "Unarchive");
    await row(other, "Tide table").waitFor();

    await page.getByRole("link", { name: "Inbox" }).first().click();
    await row(page, "Berth 4").getByRole("link").click();
    await page.getByRole("heading", { name: "Berth 4" }).waitFor();
    await page.keyboard.press("u");
    await row(other, "Berth 4").and(other.locator("[data-unread=true]"))
      .waitFor();
    await press(page, "Delete");
    await row(other, "Berth 4").waitFor({ state: "detached" });
    assert.deepEqual(await subjects(page), ["Tide table"]);

    await page.getByRole("link", { name: "Deleted" }).click();
    await row(page, "Berth 4").getByRole("link").click();
    await press(page, "Restore");
    await row(other, "Berth 4").waitFor();
  },
);

journey(
  "without JavaScript one puts away, deletes and restores by forms",
  browser,
  async (harbor) => {
    const { page } = await harbor.signIn("ben@acme.test", {
      javaScript: false,
    });
    await adaSends(harbor)("Tide table");
    await page.reload();
    await row(page, "Tide table").getByRole("link").click();
    await press(page, "Delete");
    assert.deepEqual(await subjects(page), []);
    await page.getByRole("link", { name: "Deleted" }).click();
    await row(page, "Tide table").getByRole("link").click();
    await press(page, "Restore");
    await page.getByRole("link", { name: "Inbox" }).first().click();
    await row(page, "Tide table").waitFor();
  },
);
