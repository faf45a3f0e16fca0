import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { testBrowser } from "../support/browser.ts";
import { commonPlace, isLive, journey, NO_COMPLAINT, row } from "./journey.ts";

const browser = testBrowser();
const place = commonPlace();

const MOST_BYTES = 40_000;

journey(
  "the page's JavaScript is 40 KB at most, with one Preact in it; more only where links are to be found",
  browser,
  async ({ data, server, signIn }) => {
    const ada = data.client(server, "ada@acme.test");
    const send = (subject: string, body: string) =>
      ada.post("/api/messaging/send", { subject, body, recipients: "tenant" });
    const { id } = await send("Plain", "From noon.\n> When?");
    await send("With a link", "https://example.com");
    const { page } = await signIn("ben@acme.test");
    const files = await scriptsOf(page);
    assert.ok(files.length > 0);
    // Texts that occur once in the source of Preact and of signals.
    assert.equal(count(files, "http://www.w3.org/1998/Math/MathML"), 1);
    assert.equal(count(files, "Out-of-order effect"), 1);

    // The composer is not loaded yet: that happens when somebody does anything.
    await page.goto(`${server.url}/en/harbor/messaging?message=${id}`);
    await isLive(page);
    await page.getByText("From noon.").last().waitFor();
    const bytes = await weigh(await scriptsOf(page));
    assert.ok(bytes <= MOST_BYTES, `${bytes} bytes of JavaScript, gzipped`);

    await row(page, "With a link").getByRole("link").click();
    await page.getByRole("link", { name: "https://example.com" }).waitFor();
    const withLinks = await weigh(await scriptsOf(page));
    console.log(`${bytes} bytes gzipped; with what finds links ${withLinks}`);
  },
  NO_COMPLAINT,
  place,
);

journey(
  "the library's JavaScript is 40 KB at most, too, with what uploads files",
  browser,
  async ({ server, signIn }) => {
    const { page } = await signIn("ben@acme.test");
    await page.goto(`${server.url}/en/harbor/library`);
    await isLive(page);
    const bytes = await weigh(await scriptsOf(page));
    console.log(`${bytes} bytes gzipped`);
    assert.ok(
      bytes <= MOST_BYTES,
      `${bytes} bytes of JavaScript, gzipped`,
    );
  },
  NO_COMPLAINT,
  place,
);

/** What the page has loaded. */
async function scriptsOf(page: Page): Promise<string[]> {
  const urls: string[] = await page.evaluate(`
    performance.getEntriesByType("resource").map(({ name }) => name)
      .filter((url) => new URL(url).pathname.endsWith(".js"))`);
  return await Promise.all(
    [...new Set(urls)].map(async (url) => await (await fetch(url)).text()),
  );
}

async function weigh(files: string[]): Promise<number> {
  let bytes = 0;
  for (const text of files) bytes += await gzipped(text);
  return bytes;
}

function count(files: string[], text: string): number {
  return files.join("").split(text).length - 1;
}

async function gzipped(text: string): Promise<number> {
  const stream = new Blob([text]).stream()
    .pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).bytes()).byteLength;
}
