import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import * as samples from "../../media/samples.ts";
import { testBrowser } from "../../support/browser.ts";
import { until } from "../../support/until.ts";
import { journey, row } from "../journey.ts";

const browser = testBrowser();

/** What a script that runs where it should not would do. A page notices each of these. */
const SCRIPT = "top.ranHere = true; alert(document.domain)";
const SCRIPTED = `<!doctype html><title>x</title><script>${SCRIPT}</script>`;
const NOT_ALLOWED = "its type is not allowed here";
const MISNAMED = "it is not what its name says";
const LONG = "x".repeat(300);

/** Refused files by name: the content, and why it is refused. */
const REFUSED: Record<string, [Uint8Array | string, string]> = {
  "eicar.txt": [samples.EICAR, "malware was found in it"],
  "eicar.zip": [zipOf(samples.EICAR), "malware was found in it"],
  "html.png": [SCRIPTED, MISNAMED],
  "page.html": [SCRIPTED, NOT_ALLOWED],
  "drawing.svg": [samples.SVG, NOT_ALLOWED],
  "drawing.png": [samples.SVG, MISNAMED],
  "polyglot.js": [samples.gifScript(), NOT_ALLOWED],
  "zip.png": [samples.zip({ a: "b" }), MISNAMED],
};

/** Accepted files by name: the name that is kept, and the content. */
const TAKEN: Record<string, [string, Uint8Array | string]> = {
  "script.gif": ["script.gif", "GIF89a/*\0\0*/=1;alert(1)"],
  "bomb.png": ["bomb.png", samples.pngOf(50_000, 50_000)],
  "polyglot.gif": ["polyglot.gif", samples.gifScript()],
  "wall.png": ["wall.png", await samples.picture("png", 10_000, 1_000)],
  "html.txt": ["html.txt", SCRIPTED],
  "script.txt": ["script.txt", SCRIPT],
  "../../etc/passwd.txt": ["passwd.txt", "path"],
  "nul\0byte.txt": ["nulbyte.txt", "nul"],
  "invoice\u202etxt.exe.txt": ["invoicetxt.exe.txt", "turned"],
  [`${LONG}.txt`]: [`${"x".repeat(251)}.txt`, "long"],
};

journey(
  "hostile files are refused where one chooses them; what is taken runs nothing, wherever it is opened",
  browser,
  async ({ data, server, signIn }) => {
    const carla = data.client(server, "carla@acme.test");
    await limit(carla, { maxFilesPerMessage: 30 });
    const { page, tab } = await signIn("ada@acme.test");
    const ran = alarm(page);
    await page.getByRole("link", { name: "Compose" }).click();
    const people = page.getByRole("combobox", { name: "To" });
    await people.fill("ben@acme.test");
    await people.press("Enter");
    await page.getByLabel("Subject").fill("Hostile");
    await choose(page, { ...contents(REFUSED, 0), ...contents(TAKEN, 1) });
    await until(
      "each is taken or refused",
      async () =>
        await composed(page, "ready", "failed") === count(REFUSED, TAKEN),
    );
    for (const [name, [, why]] of Object.entries(REFUSED)) {
      const file = page.locator(".composed-file[data-state=failed]")
        .filter({ has: page.getByText(name, { exact: true }) });
      assert.match(await file.innerText(), new RegExp(why), name);
      await file.getByRole("button", { name: /^Remove/ }).click();
    }
    assert.deepEqual(
      await page.locator(".composed-file .file-name").allInnerTexts(),
      Object.values(TAKEN).map(([kept]) => kept),
    );
    await page.getByRole("button", { name: /^Send to/ }).click();

    const { page: ben } = await signIn("ben@acme.test");
    const ranAtBens = alarm(ben);
    await row(ben, "Hostile").getByRole("link").click();
    await ben.getByRole("heading", { name: /^10 files/ }).waitFor();
    // Pictures and texts are looked at one after the other, each as what it is.
    await ben.getByRole("link", { name: /^Show .*script\.gif/ }).click();
    for (const [name] of Object.values(TAKEN)) {
      await ben.getByRole("dialog", { name }).waitFor();
      await ben.keyboard.press("ArrowRight");
    }
    await ben.keyboard.press("Escape");

    const ada = data.client(server, "ada@acme.test");
    const { items } = await ada.get("/api/media");
    assert.equal(items.length, count(TAKEN));
    const other = await tab();
    const ranThere = alarm(other);
    for (const { id, fileName } of items) {
      const url = `${server.url}/api/media/${id}/content`;
      const downloading = other.waitForEvent("download");
      await other.goto(url).catch(() => {}); // it leads nowhere: it is downloaded
      assert.equal((await downloading).suggestedFilename(), fileName);
      await other.goto(`${url}?disposition=inline`);
      assert.match(
        await other.evaluate("document.contentType"),
        fileName.endsWith(".txt") ? /^text\/plain$/ : /^image\//,
      );
      assert.equal(await other.evaluate("self.origin"), "null");
      // A page of ours, whose policy allows our own scripts, does not run it either.
      assert.equal(
        await loadsAsScript(page, `${url}?disposition=inline`),
        false,
      );
    }
    assert.deepEqual([ran(), ranAtBens(), ranThere()], [[], [], []]);
    for (const each of [page, ben]) {
      assert.equal(await each.evaluate("globalThis.ranHere"), undefined);
    }
  },
  /status of (413|415|422)|Refused to execute script|MIME type|favicon|NotSameOrigin/,
);

journey(
  "where SVG and HTML are allowed, they are downloaded and never shown",
  browser,
  async ({ data, server, signIn }) => {
    const carla = data.client(server, "carla@acme.test");
    await limit(carla, { allowedTypes: ["image/svg+xml", "text/html"] });
    const { page, tab } = await signIn("ada@acme.test");
    const ran = alarm(page);
    await page.getByRole("link", { name: "Library" }).click();
    await page.locator(".upload-button input").setInputFiles([
      payload("drawing.svg", samples.SVG),
      payload("page.html", SCRIPTED),
    ]);
    for (const name of ["drawing.svg", "page.html"]) {
      await page.locator(".file-link").filter({ hasText: name }).click();
      await page.getByRole("link", { name: "Download", exact: true }).waitFor();
      assert.equal(await page.getByRole("link", { name: "Open" }).count(), 0);
    }
    const ada = data.client(server, "ada@acme.test");
    const { items } = await ada.get("/api/media");
    const other = await tab();
    const ranThere = alarm(other);
    for (const { id, fileName, hasThumbnail } of items) {
      assert.equal(hasThumbnail, false);
      const downloading = other.waitForEvent("download");
      await other.goto(
        `${server.url}/api/media/${id}/content?disposition=inline`,
      ).catch(() => {});
      assert.equal((await downloading).suggestedFilename(), fileName);
      // In a frame of our own page it is a download, too.
      const again = page.waitForEvent("download");
      await page.evaluate(`document.body.append(Object.assign(
        document.createElement("iframe"),
        { src: "/api/media/${id}/content?disposition=inline" }))`);
      assert.equal((await again).suggestedFilename(), fileName);
    }
    assert.deepEqual([ran(), ranThere()], [[], []]);
    assert.equal(await page.evaluate("globalThis.ranHere"), undefined);
  },
);

/** Listens for dialogs that a script opens. Returns how to read which there were. */
function alarm(page: Page): () => string[] {
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(`${dialog.type()}: ${dialog.message()}`);
    dialog.dismiss();
  });
  return () => dialogs;
}

async function choose(page: Page, files: Record<string, Uint8Array | string>) {
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Attach files" }).click();
  await (await choosing).setFiles(
    Object.entries(files).map(([name, content]) => payload(name, content)),
  );
}

/** A file without a declared type, as systems send what they do not know. */
function payload(name: string, content: Uint8Array | string) {
  return { name, mimeType: "", buffer: Buffer.from(content as Uint8Array) };
}

async function composed(page: Page, ...states: string[]): Promise<number> {
  const selector = states.map((it) => `.composed-file[data-state=${it}]`);
  return await page.locator(selector.join()).count();
}

/** Whether a page of ours would run it. */
async function loadsAsScript(page: Page, url: string): Promise<boolean> {
  return await page.evaluate(`new Promise((resolve) => {
    const script = document.createElement("script");
    script.onload = () => resolve(true);
    script.onerror = () => resolve(false);
    script.src = ${JSON.stringify(url)};
    document.head.append(script);
  })`);
}

async function limit(
  client: { fetch(path: string, init: RequestInit): Promise<Response> },
  limits: Record<string, unknown>,
) {
  const response = await client.fetch("/api/admin/tenants/acme/limits", {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(limits),
  });
  assert.equal(response.status, 200);
  await response.body?.cancel();
}

function contents(
  files: Record<string, [Uint8Array | string, Uint8Array | string]>,
  at: 0 | 1,
): Record<string, Uint8Array | string> {
  return Object.fromEntries(
    Object.entries(files).map(([name, about]) => [name, about[at]]),
  );
}

function count(...files: Record<string, unknown>[]): number {
  return files.reduce((sum, each) => sum + Object.keys(each).length, 0);
}

function zipOf(bytes: Uint8Array): Uint8Array {
  return samples.zip({ "a.com": new TextDecoder().decode(bytes) });
}
