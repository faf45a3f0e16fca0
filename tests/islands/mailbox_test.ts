import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import {
  commonPlace,
  isLive,
  journey,
  NO_COMPLAINT,
  row,
  write,
} from "../journeys/journey.ts";
import { testBrowser } from "../support/browser.ts";

const browser = testBrowser();
const place = commonPlace();

const sheet = (page: Page) => page.getByRole("region", { name: "New message" });
const focused = (page: Page): Promise<string> =>
  page.evaluate("document.activeElement.id");

journey(
  "a draft outlives the sheet, the page and a reload, until it is sent or thrown away",
  browser,
  async ({ signIn }) => {
    const { page } = await signIn("ada@acme.test");
    await page.keyboard.press("c");
    await sheet(page).waitFor();
    assert.equal(await focused(page), "composer-to");
    assert.match(page.url(), /compose=new/);

    await page.getByLabel("Subject").fill("Berth 4");
    await page.keyboard.press("Escape");
    await sheet(page).waitFor({ state: "detached" });
    await page.waitForURL("**/harbor/messaging");

    await page.keyboard.press("c");
    assert.equal(await page.getByLabel("Subject").inputValue(), "Berth 4");
    await page.reload();
    await isLive(page);
    assert.equal(await page.getByLabel("Subject").inputValue(), "Berth 4");

    await page.getByRole("button", { name: "Discard draft" }).click();
    await page.keyboard.press("c");
    assert.equal(await page.getByLabel("Subject").inputValue(), "");
    await page.goBack();
    await sheet(page).waitFor({ state: "detached" });
  },
  NO_COMPLAINT,
  place,
);

journey(
  "what cannot be sent says so where it is wrong, and goes once it is right",
  browser,
  async ({ signIn }) => {
    const { page } = await signIn("ada@acme.test");
    await page.getByRole("link", { name: "Compose" }).click();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("Add at least one person.").waitFor();
    assert.equal(await focused(page), "composer-to");

    const people = page.getByRole("combobox", { name: "To" });
    await people.fill("nobody@acme.test, ben@acme.test");
    await people.press("Enter");
    await page.getByLabel("Subject").fill("Berth 4");
    await page.keyboard.press("Control+Enter");
    await page.getByText("“nobody@acme.test” is nobody at").waitFor();

    await page.getByRole("button", { name: "Remove nobody@acme.test" }).click();
    await page.getByRole("textbox", { name: "Message" }).press("Control+Enter");
    await sheet(page).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Sent" }).click();
    // For a moment it is among the outgoing messages as well.
    await row(page, "Berth 4").and(page.locator(".row")).waitFor();
  },
  NO_COMPLAINT,
  place,
);

journey(
  "the list is gone through with the keyboard alone",
  browser,
  async ({ signIn }) => {
    const { page: ada } = await signIn("ada@acme.test");
    const { page: ben } = await signIn("ben@acme.test");
    for (const subject of ["First", "Second"]) {
      await write(ada, { to: "ben@acme.test", subject, body: subject });
      await row(ben, subject).waitFor();
    }
    await ben.keyboard.press("j");
    await ben.keyboard.press("j");
    await ben.keyboard.press("Enter");
    await ben.getByRole("heading", { name: "First" }).waitFor();
    await ben.keyboard.press("k"); // where one is open, the next takes its place
    await ben.getByRole("heading", { name: "Second" }).waitFor();
    await ben.goBack();
    await ben.getByRole("heading", { name: "First" }).waitFor();

    await ben.keyboard.press("r");
    const body = ben.getByRole("textbox", { name: "Message" });
    await body.waitFor();
    assert.equal(await focused(ben), "composer-body");
    assert.match(await body.inputValue(), /^\n\nOn .+ wrote:\n> First$/);
    await ben.keyboard.press("Escape");
    await ben.keyboard.press("?");
    await ben.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await ben.keyboard.press("Escape");
    await ben.keyboard.press("/");
    assert.equal(await focused(ben), "search");
  },
  NO_COMPLAINT,
  place,
);

journey(
  "Escape closes the menu that is open, and only then the message",
  browser,
  async ({ signIn }) => {
    const { page: ada } = await signIn("ada@acme.test");
    const { page: ben } = await signIn("ben@acme.test");
    await write(ada, { to: "ben@acme.test", subject: "Berth 4", body: "" });
    await row(ben, "Berth 4").first().getByRole("link").click();
    const heading = ben.getByRole("heading", { name: "Berth 4" });
    await heading.waitFor();
    for (const name of [/^Connection/, "Language", "Display", /^Account/]) {
      await ben.getByRole("button", { name }).click();
      await ben.locator(":popover-open").waitFor();
      await ben.keyboard.press("Escape");
      await ben.locator(":popover-open").waitFor({ state: "detached" });
      assert.equal(await heading.isVisible(), true, `after ${name}`);
    }
    await ben.keyboard.press("Escape");
    await heading.waitFor({ state: "detached" });
  },
  NO_COMPLAINT,
  place,
);

journey(
  "theme, list and language are chosen at once, and stay chosen",
  browser,
  async ({ signIn }) => {
    const { page } = await signIn("ada@acme.test");
    const chosen = () =>
      page.evaluate("({...document.documentElement.dataset})");
    // The sizes are in rem, so they follow the browser's font size.
    assert.equal(
      await page.evaluate(
        "getComputedStyle(document.documentElement).fontSize",
      ),
      "16px",
    );
    await page.getByRole("button", { name: "Display" }).click();
    await page.getByRole("button", { name: "Dark" }).click();
    await page.getByRole("button", { name: "Compact" }).click();
    assert.deepEqual(await chosen(), { theme: "dark", density: "compact" });

    const edge = page.getByRole("separator", { name: "Width of the list" });
    await edge.focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await edge.getAttribute("aria-valuenow"), "376");

    await page.getByRole("button", { name: "Language" }).click();
    await page.getByRole("button", { name: "العربية" }).click();
    await page.waitForURL("**/ar/harbor/messaging");
    assert.deepEqual(await chosen(), { theme: "dark", density: "compact" });
    assert.equal(
      await page.evaluate("document.querySelector('.list-head').offsetWidth"),
      376,
    );
  },
  NO_COMPLAINT,
  place,
);
