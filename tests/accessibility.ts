import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type axe from "axe-core";
import type { Page } from "playwright-core";
import { AREAS } from "../lib/areas.ts";
import { type Harbor, row } from "./journeys/journey.ts";
import { fileOf, picture, wav } from "./media/samples.ts";
import type { WindowOptions } from "./support/browser.ts";

/** The reader's language and window. */
export interface Look extends WindowOptions {
  name: string;
  language: string;
}

export const PHONE = { width: 390, height: 844 };

const AXE = await Deno.readTextFile(
  new URL("axe.min.js", import.meta.resolve("axe-core")),
);

/** The rules that another theme can break. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/** The mailbox in its states, the page to sign in on, and one that there is not. */
export async function walkMailbox(
  harbor: Harbor,
  { language, ...look }: Look,
): Promise<void> {
  const { page } = await harbor.signIn("ben@acme.test", look);
  const base = harbor.server.url;
  const id = await fill(harbor);
  const mailbox = `${base}/${language}/harbor/messaging`;
  for (
    const view of [
      mailbox,
      `${mailbox}?message=${id}`,
      `${mailbox}?compose=new`,
      `${mailbox}?box=archived`,
      `${mailbox}?q=nothing`,
      `${base}/login?language=${language}`,
      `${base}/${language}/nowhere`,
    ]
  ) {
    await page.goto(view);
    await isFreeOfViolations(page, view);
  }
}

/** The page of each area, as the app bar leads to it. */
export async function walkAreas(
  { server, signIn }: Harbor,
  { language, ...look }: Look,
): Promise<void> {
  const { page } = await signIn("ada@acme.test", look);
  for (const { path } of AREAS.flatMap(({ navigation }) => navigation ?? [])) {
    const view = `${server.url}/${language}/harbor/${path}`;
    await page.goto(view);
    await isFreeOfViolations(page, view);
  }
}

/** What opens over the mailbox. */
export async function walkMenus(harbor: Harbor): Promise<void> {
  const { page } = await harbor.signIn("ben@acme.test");
  await fill(harbor);
  await row(page, "Urgent").first().waitFor();
  for (const name of [/^Connection/, "Language", "Display", /^Account/]) {
    await page.getByRole("button", { name }).click();
    await isFreeOfViolations(page, String(name));
    await page.keyboard.press("Escape");
  }
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await isFreeOfViolations(page, "the keyboard's help");
}

/** The page of limits, and what it says of wrong ones. */
export async function walkLimits(
  { server, signIn }: Harbor,
  { language, ...look }: Look,
): Promise<void> {
  const { page } = await signIn("carla@acme.test", look);
  const limits = `${server.url}/${language}/harbor/admin/limits`;
  await page.goto(limits);
  await isFreeOfViolations(page, limits);
  await page.locator("[name=inheritsTypes]").uncheck();
  await page.locator("[name=maxFileBytes]").fill("x");
  await page.locator("form[name=limits] [type=submit]").click();
  await page.getByRole("alert").waitFor();
  await isFreeOfViolations(page, `${limits}, refused`);
}

/** The library in its states, and what opens in it. */
export async function walkLibrary(
  harbor: Harbor,
  { language, ...look }: Look,
): Promise<void> {
  const { page } = await harbor.signIn("ada@acme.test", look);
  const id = await fillLibrary(harbor);
  const library = `${harbor.server.url}/${language}/harbor/library`;
  for (
    const view of [
      `${library}?view=grid`,
      `${library}?view=list&file=${id}`,
      `${library}?q=nothing&file=999999`,
    ]
  ) {
    await page.goto(view);
    await isFreeOfViolations(page, view);
  }
  await page.goto(`${library}?file=${id}`);
  await page.locator(".file-delete summary").click();
  await page.locator(".upload-button input").setInputFiles({
    name: "program.exe",
    mimeType: "application/octet-stream",
    buffer: Buffer.from("MZ"),
  });
  await page.locator(".upload[data-state=failed]").waitFor();
  await isFreeOfViolations(page, `${library}, with what opens`);
}

/** The files of a message, being written or read. */
export async function walkFiles(
  { data, server, signIn }: Harbor,
  { language, ...look }: Look,
): Promise<void> {
  const ada = data.client(server, "ada@acme.test");
  const form = new FormData();
  form.append("file", fileOf(await picture("png"), "quay.png"));
  form.append("file", fileOf("Free from noon.", "note.txt"));
  form.append("file", fileOf(wav(), "horn.wav"));
  const { items } = await (await ada.fetch(
    "/api/messaging/attachments/upload",
    { method: "POST", body: form },
  )).json();
  const { id } = await ada.post("/api/messaging/send", {
    subject: "Files",
    body: "",
    recipients: ["ben@acme.test"],
    attachments: items.map(({ id }: { id: number }) => id),
  });
  const { page } = await signIn("ada@acme.test", look);
  const mailbox = `${server.url}/${language}/harbor/messaging`;
  await page.goto(`${mailbox}?box=sent&message=${id}`);
  await page.locator(".attachment audio").waitFor();
  await isFreeOfViolations(page, "files that came with a message");
  for (const name of ["quay.png", "note.txt"]) {
    await page.locator(".attachment-look").filter({ hasText: name })
      .click();
    await page.getByRole("dialog", { name }).waitFor();
    await isFreeOfViolations(page, `${name} as large as the window`);
    await page.keyboard.press("Escape");
  }
  await page.goto(`${mailbox}?compose=new`);
  await page.locator(".composer-files input").setInputFiles([
    { name: "a.txt", mimeType: "", buffer: Buffer.from("a") },
    { name: "b.txt", mimeType: "", buffer: Buffer.from("b") },
    { name: "c.exe", mimeType: "", buffer: Buffer.from("MZ") },
  ]);
  await page.locator(".composed-file[data-state=failed]").waitFor();
  await page.locator(".composed-file[data-state=ready]").nth(1).waitFor();
  await isFreeOfViolations(page, "files on the sheet");
  await page.locator(".files-bar button").nth(1).click();
  await page.locator(".picker-file").first().click();
  await isFreeOfViolations(page, "the library to pick from");
}

/** Makes a shared file, a private one and one in a message, whose id it returns. */
async function fillLibrary({ data, server }: Harbor): Promise<number> {
  const ada = data.client(server, "ada@acme.test");
  const form = new FormData();
  for (const name of ["shared.txt", "own.csv", "sent.txt"]) {
    form.append("file", new File(["1,2\n"], name));
  }
  const upload = await ada.fetch("/api/messaging/attachments/upload", {
    method: "POST",
    body: form,
  });
  const { items: [shared, , sent] } = await upload.json();
  await ada.fetch(`/api/media/${shared.id}`, {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ shared: true, description: "For all" }),
  });
  await ada.post("/api/messaging/send", {
    subject: "With a file",
    body: "",
    recipients: ["ben@acme.test"],
    attachments: [sent.id],
  });
  return sent.id;
}

/** Puts messages of several kinds into Ben's inbox, and returns the first one's id. */
async function fill({ data, server }: Harbor): Promise<number> {
  const ada = data.client(server, "ada@acme.test");
  const carla = data.client(server, "carla@acme.test");
  const { id } = await ada.post("/api/messaging/send", {
    subject: "With a link",
    body: "See https://example.com/a\n\n> quoted\n> text\n\nمرحبا",
    recipients: ["ben@acme.test", "carla@acme.test"],
  });
  await carla.post("/api/messaging/send", {
    subject: "Urgent",
    body: "",
    priority: "urgent",
    recipients: "tenant",
  });
  return id;
}

async function isFreeOfViolations(page: Page, where: string) {
  if (!await page.evaluate("'axe' in globalThis")) await page.evaluate(AXE);
  await finishColours(page);
  assert.deepEqual(await violations(page), [], where);
  await page.emulateMedia({ colorScheme: "dark" });
  await finishColours(page);
  const inDark = await violations(page, { runOnly: COLOURS });
  assert.deepEqual(inDark, [], `${where}, dark`);
  await page.emulateMedia({ colorScheme: "light" });
}

/** They would go over into each other, for a while; an element's when its parent's have ended. */
async function finishColours(page: Page) {
  await page.evaluate(() => {
    const moving = () =>
      document.getAnimations().filter(({ playState }) =>
        playState !== "finished"
      );
    for (let all = moving(); all.length > 0; all = moving()) {
      for (const animation of all) animation.finish();
    }
  });
}

/** What is wrong, and where. */
async function violations(
  page: Page,
  options: axe.RunOptions = {},
): Promise<unknown[]> {
  // axe describes only what is wrong, which is quicker.
  const run = { ...options, resultTypes: ["violations"] };
  return await page.evaluate(`axe.run(${JSON.stringify(run)})
    .then(({ violations }) => violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ html, failureSummary }) => [html, failureSummary]),
    })))`);
}
