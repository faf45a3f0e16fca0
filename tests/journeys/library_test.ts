import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { fileOf, wav } from "../media/samples.ts";
import { testBrowser } from "../support/browser.ts";
import { until } from "../support/until.ts";
import { indicates, isLive, journey, row } from "./journey.ts";

const browser = testBrowser();

const PDF = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n" +
    "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
);

journey(
  "one uploads files, renames, shares, finds and deletes them, while a colleague watches",
  browser,
  async (harbor) => {
    const { page: ada } = await harbor.signIn("ada@acme.test");
    const { page: ben } = await harbor.signIn("ben@acme.test");
    for (const page of [ada, ben]) {
      await page.getByRole("link", { name: "Library" }).click();
      await page.getByText("No files yet").waitFor();
    }
    await choose(ada, { "quay.png": await picture(), "schedule.pdf": PDF });
    await file(ada, "schedule.pdf").waitFor();
    const image = file(ada, "quay.png").locator("img");
    await image.waitFor();
    await until(
      "its thumbnail is drawn",
      () =>
        ada.evaluate(`document.querySelector(".file img").naturalWidth > 0`),
    );

    await file(ada, "quay.png").click();
    const pane = ada.getByRole("region", { name: "File" });
    await pane.getByText("640 × 480").waitFor();
    await pane.getByLabel("Name").fill("Quay at dawn");
    await pane.getByLabel("Description").fill("From the office");
    await pane.getByLabel("Share with everyone at acme").check();
    await pane.getByRole("button", { name: "Save" }).click();
    await pane.getByRole("status").filter({ hasText: "Saved" }).waitFor();
    // The extension tells the type, so it stays.
    assert.equal(
      await pane.getByLabel("Name").inputValue(),
      "Quay at dawn.png",
    );
    await file(ben, "Quay at dawn.png").waitFor();
    assert.equal(await file(ben, "schedule.pdf").count(), 0);
    await file(ben, "Quay at dawn.png").click();
    await ben.getByText("From the office").last().waitFor();
    assert.equal(await ben.getByRole("button", { name: "Save" }).count(), 0);

    await ada.getByRole("searchbox").fill("OFFICE");
    await ada.waitForURL("**q=OFFICE**");
    await file(ada, "schedule.pdf").waitFor({ state: "detached" });
    await ada.goBack();
    await file(ada, "schedule.pdf").waitFor();
    await ada.getByRole("link", { name: "Documents" }).click();
    await file(ada, "Quay at dawn.png").waitFor({ state: "detached" });
    await ada.getByRole("link", { name: "Documents" }).click();

    await file(ada, "Quay at dawn.png").click();
    await pane.getByText("Delete", { exact: true }).click();
    await pane.getByText("the library of everyone at acme").waitFor();
    await pane.getByRole("button", { name: "Delete for good" }).click();
    await file(ada, "Quay at dawn.png").waitFor({ state: "detached" });
    await pane.waitFor({ state: "detached" });
    await file(ben, "Quay at dawn.png").waitFor({ state: "detached" });
    await ben.getByText("This file is not here").waitFor();
  },
  /status of 404/, // Ben asks for the file that is gone
);

journey(
  "thumbnails that did not come without a connection come with it",
  browser,
  async (harbor) => {
    const { page } = await harbor.signIn("ada@acme.test");
    await page.getByRole("link", { name: "Library" }).click();
    await isLive(page);
    await page.route("**/thumbnail*", (route) => route.abort());
    await choose(page, { "quay.png": await picture() });
    await file(page, "quay.png").locator("img").waitFor();
    const width = () =>
      page.evaluate<number>(`document.querySelector(".file img").naturalWidth`);
    await until(
      "it is asked for",
      () => page.evaluate(`document.querySelector(".file img").complete`),
    );
    assert.equal(await width(), 0);
    await page.unroute("**/thumbnail*");
    await page.context().setOffline(true);
    await indicates(page, "Offline");
    await page.context().setOffline(false);
    await until("it is drawn", async () => await width() > 0);
  },
  /ERR_FAILED|ERR_INTERNET_DISCONNECTED/,
);

journey(
  "a file that is dropped on a page that takes none does not open in its place",
  browser,
  async (harbor) => {
    const { page } = await harbor.signIn("carla@acme.test");
    await page.goto(`${harbor.server.url}/en/harbor/admin/limits`);
    await isLive(page);
    const isLeftToBrowser = await page.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["x"], "x.html"));
      return document.querySelector("main").dispatchEvent(
        new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    })()`);
    assert.equal(isLeftToBrowser, false);
  },
);

journey(
  "an upload tells how far it is, and can be cancelled and tried again",
  browser,
  async (harbor) => {
    const { page } = await harbor.signIn("ada@acme.test");
    await page.getByRole("link", { name: "Library" }).click();
    let isHeld = true;
    const released = Promise.withResolvers<void>();
    await page.route("**/attachments/upload", async (route) => {
      if (!isHeld) return await route.continue();
      await released.promise;
      await route.abort().catch(() => {}); // it is given up by then
    });
    await choose(page, { "quay.png": await picture() });
    const upload = page.getByRole("region", { name: "Uploads" });
    await upload.getByRole("progressbar", { name: "quay.png" }).waitFor();
    await upload.getByRole("button", { name: "Cancel quay.png" }).click();
    await upload.getByText("Cancelled").waitFor();
    released.resolve();

    isHeld = false;
    await upload.getByRole("button", { name: "Retry" }).click();
    await upload.getByText("Uploaded").waitFor();
    await file(page, "quay.png").waitFor();
    await upload.waitFor({ state: "detached" }); // it is in the list now

    await choose(page, { "quay.png": PDF });
    await upload.getByText("it is not what its name says").waitFor();
    assert.equal(await page.locator(".file").count(), 1);
  },
  /status of 415/,
);

journey(
  "what is chosen before the page is alive is uploaded as soon as it is",
  browser,
  async ({ signIn, server }) => {
    const { page } = await signIn("ada@acme.test");
    const alive = Promise.withResolvers<void>();
    await page.route("**/*.js", async (route) => {
      await alive.promise;
      await route.continue();
    });
    await page.goto(`${server.url}/en/harbor/library`, { waitUntil: "commit" });
    await choose(page, { "early.png": await picture() });
    alive.resolve();
    await file(page, "early.png").waitFor();
  },
);

journey(
  "sound is played beside its details",
  browser,
  async ({ data, server, signIn }) => {
    const ada = data.client(server, "ada@acme.test");
    const form = new FormData();
    form.append("file", fileOf(wav(), "horn.wav"));
    await ada.fetch("/api/messaging/attachments/upload", {
      method: "POST",
      body: form,
    });
    const { page } = await signIn("ada@acme.test");
    await page.getByRole("link", { name: "Library" }).click();
    await file(page, "horn.wav").click();
    const audio = page.locator(".file-pane audio");
    await until(
      "it can be played",
      () =>
        audio.evaluate((player) => (player as HTMLAudioElement).duration >= 1),
    );
    // A page of its own is a sandbox, where it could not be played.
    assert.equal(await page.getByRole("link", { name: "Open" }).count(), 0);
  },
);

journey(
  "what is dropped anywhere on the page is uploaded",
  browser,
  async (harbor) => {
    const { page } = await harbor.signIn("ada@acme.test");
    await page.goto(`${harbor.server.url}/en/harbor/library`);
    await isLive(page);
    await page.evaluate(`{
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["a note"], "note.txt"));
      for (const type of ["dragenter", "dragover", "drop"]) {
        document.querySelector(".app-bar").dispatchEvent(
          new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })
        );
      }
    }`);
    await file(page, "note.txt").waitFor();
  },
);

journey(
  "without JavaScript one uploads, changes, downloads and deletes a file",
  browser,
  async ({ server, signIn }) => {
    const { page } = await signIn("ada@acme.test", { javaScript: false });
    await page.goto(`${server.url}/en/harbor/library?view=list`);
    await page.getByLabel("Files to upload").setInputFiles([
      { name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("a") },
      { name: "b.exe", mimeType: "text/plain", buffer: Buffer.from("b") },
    ]);
    await page.getByRole("button", { name: "Upload", exact: true }).click();
    await page.getByText("b.exe: Not uploaded: its type").waitFor();

    await file(page, "a.txt").click();
    await page.getByLabel("Name").fill("note");
    await page.getByLabel("Description").fill("Line 1\nLine 2");
    await page.getByRole("button", { name: "Save" }).click();
    assert.equal(await page.getByLabel("Name").inputValue(), "note.txt");
    assert.equal(
      await page.getByLabel("Description").inputValue(),
      "Line 1\nLine 2",
    );
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download note.txt" }).click();
    assert.equal((await download).suggestedFilename(), "note.txt");

    await page.getByText("Delete", { exact: true }).click();
    await page.getByRole("button", { name: "Delete for good" }).click();
    await page.getByText("No files yet").waitFor();
  },
  /status of 415/,
);

journey(
  "on a phone without JavaScript, the library's head has room for all that is in it",
  browser,
  async ({ server, signIn }) => {
    const { page } = await signIn("ada@acme.test", {
      javaScript: false,
      viewport: { width: 390, height: 844 },
    });
    for (const language of ["en", "vi", "ar"]) {
      await page.goto(`${server.url}/${language}/harbor/library`);
      const parts = await page.locator(
        ".library-head :is(#search, .unscripted > *, .tabs, .library-layouts)",
      ).all();
      const boxes = await Promise.all(parts.map((part) => part.boundingBox()));
      for (const [index, one] of boxes.entries()) {
        assert.ok(one!.x >= 0 && one!.x + one!.width <= 390, language);
        for (const other of boxes.slice(index + 1)) {
          assert.equal(overlap(one!, other!), false, language);
        }
      }
    }
  },
);

journey(
  "a file tells which messages it is in, and leads to them",
  browser,
  async ({ data, server, signIn }) => {
    const ada = data.client(server, "ada@acme.test");
    const form = new FormData();
    form.append("file", new File(["a note"], "note.txt"));
    const upload = await ada.fetch("/api/messaging/attachments/upload", {
      method: "POST",
      body: form,
    });
    const { items: [{ id }] } = await upload.json();
    const { page } = await signIn("ada@acme.test");
    await page.goto(`${server.url}/en/harbor/library?file=${id}`);
    await page.getByText("None of your messages").waitFor();
    await page.getByRole("button", { name: "Connection: Live" }).waitFor();
    await ada.post("/api/messaging/send", {
      subject: "The note",
      body: "",
      recipients: ["ben@acme.test"],
      attachments: [id],
    });
    await page.getByRole("link", { name: "The note" }).click();
    await page.getByRole("heading", { name: "The note" }).waitFor();
    assert.equal(await row(page, "The note").count(), 0); // it is in the sent box
  },
);

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width &&
    a.y < b.y + b.height && b.y < a.y + a.height;
}

async function choose(page: Page, files: Record<string, Buffer>) {
  await page.locator(".upload-button input").setInputFiles(
    Object.entries(files).map(([name, buffer]) => ({
      name,
      mimeType: "",
      buffer,
    })),
  );
}

function file(page: Page, name: string) {
  return page.locator(".file-link").filter({ hasText: name });
}

async function picture(): Promise<Buffer> {
  const create = {
    width: 640,
    height: 480,
    channels: 3 as const,
    background: "#274b7a",
  };
  return await sharp({ create }).png().toBuffer();
}
