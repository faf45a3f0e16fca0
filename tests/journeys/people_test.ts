import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { testBrowser } from "../support/browser.ts";
import { addUser } from "../support/people.ts";
import { type Harbor, journey } from "./journey.ts";

const browser = testBrowser();

/** Who has a name that others have a part of. */
const CREW: [email: string, name: string][] = [
  ["canada@acme.test", "Aaron Canada"],
  ["dora@acme.test", "Dora Haddad"],
  ["chi@acme.test", "Chi Doe"],
  ["an@acme.test", "Ân Đặng"],
  ...[..."abcdefghi"].map((letter): [string, string] => [
    `${letter}an@acme.test`,
    `${letter.toUpperCase()} Aan`,
  ]),
];

/** Answers come as late as over a slow line. */
const LATE_MS = 120;

async function composer({ data, signIn }: Harbor): Promise<Page> {
  const db = await data.open();
  for (const [email, name] of CREW) await addUser(db, email, { name });
  await db.close();
  const { page } = await signIn("ben@acme.test");
  await page.route("**/api/people?*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, LATE_MS));
    await route.continue().catch(() => {});
  });
  await page.keyboard.press("c");
  await to(page).waitFor();
  return page;
}

const to = (page: Page) => page.getByRole("combobox", { name: "To" });
const chips = (page: Page) => page.locator(".people .chip[title]");

/** Waits for these chips, and takes them away. */
async function chosen(page: Page, ...emails: string[]): Promise<void> {
  await chips(page).nth(emails.length - 1).waitFor();
  const titles = await chips(page).evaluateAll((all) =>
    all.map((each) => (each as HTMLElement).title)
  );
  assert.deepEqual(titles.sort(), emails.sort());
  for (const _ of emails) await to(page).press("Backspace");
  await chips(page).first().waitFor({ state: "detached" });
}

const suggested = (page: Page, name: string) =>
  page.getByRole("option", { name }).waitFor();

journey("a suggestion is not an identity", browser, async (harbor) => {
  const page = await composer(harbor);
  for (const key of ["Enter", "Tab"]) {
    await to(page).fill("ada@acme.test");
    await suggested(page, "Aaron Canada");
    await to(page).press(key);
    await chosen(page, "ada@acme.test");
  }

  await to(page).pressSequentially("d");
  await suggested(page, "Dora Haddad");
  await to(page).fill("dora@acme.test");
  await to(page).press("Enter");
  await chosen(page, "dora@acme.test");

  await to(page).pressSequentially("dora h", { delay: 40 });
  await to(page).press("Enter");
  await chosen(page, "dora@acme.test");

  await to(page).pressSequentially("an@acme.test,");
  await page.locator(".people").getByText("Ân Đặng").waitFor();
  await chosen(page, "an@acme.test");

  await to(page).fill("aa");
  await suggested(page, "A Aan");
  await to(page).press("ArrowDown");
  await to(page).press("Enter");
  assert.equal(await chips(page).count(), 1);
  await to(page).press("Backspace");

  await to(page).fill("dang");
  await suggested(page, "Ân Đặng");
  // Safari tells the end of a composition by nothing but this code.
  await to(page).evaluate((input) =>
    input.dispatchEvent(
      new KeyboardEvent("keydown", {
        key: "Enter",
        keyCode: 229,
        bubbles: true,
        cancelable: true,
      }),
    )
  );
  assert.equal(await to(page).inputValue(), "dang");
  assert.equal(await chips(page).count(), 0);
});

journey(
  "a list is pasted in every form that people have",
  browser,
  async (harbor) => {
    const page = await composer(harbor);
    const paste = (text: string) =>
      to(page).evaluate((input, text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text", text);
        const init = { clipboardData, bubbles: true, cancelable: true };
        input.dispatchEvent(new ClipboardEvent("paste", init));
      }, text);
    await paste('"Doe, Chi" <chi@acme.test>');
    await chosen(page, "chi@acme.test");
    await paste(
      "ada@acme.test\ndora@acme.test\tchi@acme.test، an@acme.test\u200b",
    );
    await chosen(
      page,
      "ada@acme.test",
      "dora@acme.test",
      "chi@acme.test",
      "an@acme.test",
    );

    await paste(CREW.map(([email]) => email).join("\n"));
    await page.getByLabel("Subject").focus();
    await page.getByRole("button", { name: "9 more" }).click();
    await chips(page).nth(CREW.length - 1).waitFor();
  },
);
