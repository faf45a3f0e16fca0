import assert from "node:assert/strict";
import { testBrowser } from "../support/browser.ts";
import { journey } from "./journey.ts";

const browser = testBrowser();

const MOST_BYTES = 35 * 1024;

journey(
  "the page's JavaScript is 35 KB at most, with one Preact in it",
  browser,
  async ({ signIn, server }) => {
    const { page } = await signIn("ada@acme.test");
    const urls: string[] = await page.evaluate(`
      performance.getEntriesByType("resource").map(({ name }) => name)
        .filter((url) => new URL(url).pathname.endsWith(".js"))`);
    const inline: string[] = await page.locator("script:not([src])")
      .allInnerTexts();
    const files = await Promise.all(
      [...new Set(urls)].map(async (url) => await (await fetch(url)).text()),
    );
    assert.ok(files.length > 0, server.url);

    let bytes = 0;
    for (const text of files) bytes += await gzipped(text);
    console.log(
      `${files.length} scripts, ${bytes} bytes gzipped, ${inline.length} inline`,
    );
    assert.ok(bytes <= MOST_BYTES, `${bytes} bytes of JavaScript, gzipped`);
    // Texts that stand once in the source of each.
    assert.equal(count(files, "http://www.w3.org/1998/Math/MathML"), 1);
    assert.equal(count(files, "Cycle detected"), 1);
  },
);

function count(files: string[], text: string): number {
  return files.join("").split(text).length - 1;
}

async function gzipped(text: string): Promise<number> {
  const stream = new Blob([text]).stream()
    .pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).bytes()).byteLength;
}
