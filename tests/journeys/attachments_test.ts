import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { EICAR, fileOf, onePage, picture, wav } from "../media/samples.ts";
import { testBrowser } from "../support/browser.ts";
import type { TestClient } from "../support/client.ts";
import { until } from "../support/until.ts";
import { journey, row } from "./journey.ts";

const browser = testBrowser();

journey(
  "files from the device, the clipboard and the library go out in one message, and come live",
  browser,
  async ({ data, server, signIn }) => {
    const ada = data.client(server, "ada@acme.test");
    await upload(ada, await picture("jpeg"), "crane.jpg");
    const { page } = await signIn("ada@acme.test");
    const { page: ben } = await signIn("ben@acme.test");
    await ben.evaluate("globalThis.isTheSamePage = true");

    await writeTo(page, "ben@acme.test", "Berth 4");
    await chooseFiles(page, [["quay.png", await picture("png", 900, 600)]]);
    await paste(page, "pasted.png", await picture("png", 80, 80));
    await page.getByRole("button", { name: "From the library" }).click();
    const picker = page.getByRole("dialog", {
      name: "Attach from the library",
    });
    await picker.getByLabel("Search the library").fill("cran");
    await picker.getByText("crane.jpg").click();
    await picker.getByRole("button", { name: "Attach 1 file" }).click();
    await until(
      "three files are there",
      async () => (await fileNames(page)).length === 3,
    );
    await page.getByText("3 of 10").waitFor();

    // This uses the keyboard alone, and the focus stays where it was.
    const up = page.getByRole("button", { name: /^Move .*crane\.jpg.* up$/ });
    await up.focus();
    await page.keyboard.press("Enter");
    await page.getByText(/crane\.jpg.* is now number 2 of 3/).waitFor();
    assert.match(await focused(page), /^Move .*crane\.jpg.* up$/);
    await page.keyboard.press("Enter");
    const order = ["crane.jpg", "quay.png", "pasted.png"];
    assert.deepEqual(await fileNames(page), order);
    await page.getByRole("button", { name: /^Send to/ }).click();

    await row(ben, "Berth 4").waitFor();
    await ben.getByRole("img", { name: "3 files" }).waitFor();
    await row(ben, "Berth 4").getByRole("link").click();
    await ben.getByRole("heading", { name: /^3 files/ }).waitFor();
    assert.deepEqual(
      await ben.locator(".attachment .file-name").allInnerTexts(),
      order,
    );

    const show = ben.getByRole("link", { name: /^Show .*crane\.jpg/ });
    await show.click();
    const box = ben.getByRole("dialog", { name: "crane.jpg" });
    await until("the picture is drawn", () => isDrawn(ben));
    await ben.keyboard.press("ArrowRight");
    await ben.getByRole("dialog", { name: "quay.png" }).waitFor();
    await ben.keyboard.press("Escape");
    await box.waitFor({ state: "detached" });
    assert.match(await focused(ben), /^Show .*crane\.jpg/);

    const downloading = ben.waitForEvent("download");
    await ben.getByRole("link", { name: /^Download .*quay\.png/ }).click();
    assert.equal((await downloading).suggestedFilename(), "quay.png");

    const [{ id }] = (await ada.get("/api/messages?box=sent")).items;
    const sound = await upload(ada, wav(), "horn.wav");
    await ada.post("/api/messaging/attachments/attach", {
      messageId: id,
      mediaIds: [sound],
    });
    await ben.getByRole("heading", { name: /^4 files/ }).waitFor();
    await ben.getByRole("img", { name: "4 files" }).waitFor();
    await until(
      "the sound can be played",
      () => ben.evaluate("document.querySelector('audio').duration >= 1"),
    );

    await page.getByRole("link", { name: "Sent" }).click();
    await row(page, "Berth 4").getByRole("link").click();
    await page.getByRole("button", { name: /^Take .*quay\.png/ }).click();
    await ben.getByRole("heading", { name: /^3 files/ }).waitFor();
    await ben.getByRole("img", { name: "3 files" }).waitFor();
    assert.equal(await ben.evaluate("globalThis.isTheSamePage"), true);
  },
);

journey(
  "a message waits for its files, keeps them as a draft, and says what cannot be sent",
  browser,
  async ({ signIn }) => {
    const { page } = await signIn("ada@acme.test");
    const { page: ben } = await signIn("ben@acme.test");
    await writeTo(page, "ben@acme.test", "Slowly");
    const held = await holdUploads(page);
    await chooseFiles(page, [["a.png", await picture("png")]]);
    await page.getByRole("button", { name: /^Send to/ }).click();
    await page.getByText("Sends as soon as 1 file is there").waitFor();
    await page.getByRole("button", { name: "Do not send yet" }).click();
    await page.getByRole("button", { name: /^Send to/ }).click();
    await page.getByRole("button", { name: /^Stop .*a\.png/ }).click();
    await page.getByText("1 file was not uploaded.").waitFor();
    held.release();
    await page.getByRole("button", { name: /^Try .*a\.png.* again/ }).click();
    await page.getByRole("button", { name: /^Move|^Remove .*a\.png/ })
      .waitFor();

    await page.getByRole("link", { name: "Close, keep as draft" }).click();
    await page.reload();
    await page.getByRole("link", { name: "Compose" }).click();
    await page.getByText("1 of 10").waitFor();

    await chooseFiles(page, [["virus.txt", EICAR]]);
    await page.getByText("Not uploaded: malware was found in it").waitFor();
    await page.getByRole("button", { name: /^Send to/ }).click();
    await page.getByText("1 file was not uploaded.").waitFor();
    await page.getByRole("button", { name: /^Remove .*virus\.txt/ }).click();
    await page.getByRole("button", { name: /^Send to/ }).click();
    await row(ben, "Slowly").waitFor();
    await ben.getByRole("img", { name: "1 file" }).waitFor();
  },
  /status of 422|net::ERR_/,
);

journey(
  "without JavaScript a file goes along with the form, and one that is refused is named",
  browser,
  async ({ signIn, server }) => {
    const { page } = await signIn("ada@acme.test", { javaScript: false });
    await page.goto(`${server.url}/en/harbor/messaging?compose=new`);
    await page.getByLabel("To", { exact: true }).fill("ben@acme.test");
    await page.getByLabel("Subject").fill("Plain");
    await page.locator("input[type=file]").setInputFiles([
      {
        name: "quay.png",
        mimeType: "image/png",
        buffer: Buffer.from(await picture("png")),
      },
      {
        name: "page.html",
        mimeType: "text/html",
        buffer: Buffer.from("<script>1</script>"),
      },
    ]);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText(/page\.html.*: .*not allowed/).waitFor();
    assert.equal(await page.getByLabel("quay.png").isChecked(), true);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("heading", { name: "Plain" }).waitFor();
    await page.getByRole("heading", { name: /^1 file/ }).waitFor();
    await page.getByRole("link", { name: /^Download .*quay\.png/ }).waitFor();
  },
  /status of 422/,
);

journey(
  "on a phone one picks from the library; pages are looked at beside pictures",
  browser,
  async ({ data, server, signIn }) => {
    const ada = data.client(server, "ada@acme.test");
    await upload(ada, await picture("jpeg"), "crane.jpg");
    await upload(ada, onePage(), "plan.pdf");
    await upload(ada, "Free from noon.", "note.txt");
    const { page } = await signIn("ada@acme.test", {
      viewport: { width: 390, height: 844 },
    });
    await writeTo(page, "ben@acme.test", "Pages");
    await page.getByRole("button", { name: "From the library" }).click();
    for (const name of ["crane.jpg", "plan.pdf", "note.txt"]) {
      await page.getByRole("dialog").getByText(name).click();
    }
    await page.getByRole("button", { name: "Attach 3 files" }).click();
    await page.getByText("3 of 10").waitFor();
    await page.getByRole("button", { name: /^Send to/ }).click();

    const { page: ben } = await signIn("ben@acme.test");
    await row(ben, "Pages").getByRole("link").click();
    await ben.getByRole("link", { name: /^Show .*crane\.jpg/ }).click();
    await until("the picture is drawn", () => isDrawn(ben));
    const next = ben.getByRole("button", { name: "Next file" });
    await next.click();
    // That it is drawn there: long/pdf_test.ts.
    await ben.locator("iframe[title*='plan.pdf']").waitFor();
    await next.click();
    await ben.frameLocator("iframe[title*='note.txt']")
      .getByText("Free from noon.").waitFor();
    // The keys still work at the last file.
    await ben.keyboard.press("ArrowLeft");
    await ben.getByRole("dialog", { name: "plan.pdf" }).waitFor();
    await ben.keyboard.press("Escape");
    await ben.getByRole("dialog").waitFor({ state: "detached" });
  },
);

journey(
  "files are dropped anywhere; those that cannot be sent say why, and offer no second try",
  browser,
  async ({ data, server, signIn }) => {
    const admin = data.client(server, "carla@acme.test");
    await admin.fetch("/api/admin/tenants/acme/limits", {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ maxFilesPerMessage: 3, maxFileBytes: 1_000 }),
    });
    const { page } = await signIn("ada@acme.test");
    await drag(page, ["dragenter", "dragover"], []);
    await until("it is seen where they may be dropped", async () => {
      await drag(page, ["dragover"], []);
      return await page.locator(".drop-hint").isVisible();
    });
    await drag(page, ["drop"], [
      ["note.txt", "a note"],
      ["large.txt", "x".repeat(1_001)],
      ["tool.exe", "MZ"],
      ["more.txt", "no room"],
    ]);
    await page.getByText("Not uploaded: it is larger than 1,000 bytes")
      .waitFor();
    await page.getByText("Not uploaded: its type is not allowed").waitFor();
    await page.getByText(/can have 3 files\. Left out: .?more\.txt/).waitFor();
    assert.equal(await page.getByRole("button", { name: /again$/ }).count(), 0);
    for (const name of ["large", "tool"]) {
      const remove = new RegExp(`^Remove .*${name}`);
      await page.getByRole("button", { name: remove }).click();
    }
    await page.getByText("1 of 3").waitFor();
    assert.equal(await page.getByText("Left out").count(), 0);
  },
  /status of 415/,
);

async function writeTo(page: Page, to: string, subject: string) {
  await page.getByRole("link", { name: "Compose" }).click();
  const people = page.getByRole("combobox", { name: "To" });
  await people.fill(to);
  await people.press("Enter");
  await page.getByLabel("Subject").fill(subject);
}

async function chooseFiles(page: Page, files: [string, Uint8Array][]) {
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Attach files" }).click();
  await (await choosing).setFiles(files.map(([name, bytes]) => ({
    name,
    mimeType: name.endsWith(".png") ? "image/png" : "text/plain",
    buffer: Buffer.from(bytes),
  })));
}

async function paste(page: Page, name: string, bytes: Uint8Array) {
  await page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    const bytes = Uint8Array.fromBase64("${bytes.toBase64()}");
    clipboardData.items.add(new File([bytes], "${name}", { type: "image/png" }));
    document.querySelector("#composer-body").dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  })()`);
}

/** Files of these names and texts, held over the list or let go there. */
async function drag(page: Page, types: string[], files: [string, string][]) {
  await page.evaluate(`(() => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of ${JSON.stringify(files)}) {
      dataTransfer.items.add(new File([text], name));
    }
    if (dataTransfer.items.length === 0) dataTransfer.items.add(new File([], "x"));
    for (const type of ${JSON.stringify(types)}) {
      document.querySelector(".app-bar").dispatchEvent(
        new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  })()`);
}

/** The element that has the focus. */
async function focused(page: Page): Promise<string> {
  return await page.evaluate("document.activeElement.ariaLabel");
}

async function fileNames(page: Page): Promise<string[]> {
  return await page.locator(".composed-file[data-state=ready] .file-name")
    .allInnerTexts();
}

async function isDrawn(page: Page): Promise<boolean> {
  return await page.evaluate(
    "document.querySelector('.lightbox img')?.naturalWidth > 0",
  );
}

/** Uploads reach the server only once they are released. */
async function holdUploads(page: Page) {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route("**/attachments/upload", async (route) => {
    await promise;
    await route.continue().catch(() => {}); // it was cancelled meanwhile
  });
  return { release: resolve };
}

async function upload(
  client: TestClient,
  bytes: Uint8Array | string,
  name: string,
): Promise<number> {
  const form = new FormData();
  form.append("file", fileOf(bytes, name));
  const response = await client.fetch("/api/messaging/attachments/upload", {
    method: "POST",
    body: form,
  });
  return (await response.json()).items[0].id;
}
