import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import {
  type HistoryFile,
  openHistoryFile,
} from "../../lib/cli/history_file.ts";

async function textsOf(file: HistoryFile): Promise<[number, string | null][]> {
  const texts: [number, string | null][] = [];
  for await (const { number, bytes } of file.lines(() => {})) {
    texts.push([number, bytes && new TextDecoder().decode(bytes)]);
  }
  return texts;
}

async function withFile(
  content: string | Uint8Array,
  use: (path: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "harbor-test-" });
  const path = join(folder, "history");
  try {
    await Deno.writeFile(
      path,
      typeof content === "string" ? new TextEncoder().encode(content) : content,
    );
    await use(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a file is read line by line, wherever its chunks end, plain or compressed", async () => {
  const lines = Array.from(
    { length: 5_000 },
    (_, index) => `${index} ${"ä🙂".repeat(index % 50)}`,
  );
  const content = lines.join("\n");
  const half = content.indexOf("\n", content.length / 2);
  const members = [content.slice(0, half), content.slice(half)]
    .map((text) => gzipSync(text));
  const source = createHash("sha256").update(content).digest("hex");
  for (
    const stored of [
      content,
      gzipSync(content),
      // As `cat one.gz two.gz` makes it.
      Buffer.concat(members),
    ]
  ) {
    await withFile(stored, async (path) => {
      const file = await openHistoryFile(path);
      assert.equal(file.source, source);
      assert.deepEqual(
        await textsOf(file),
        lines.map((line, index) => [index + 1, line]),
      );
    });
  }
});

Deno.test("blank lines count, but are no lines; one that is too long has no text", async () => {
  const long = "x".repeat(262_145);
  await withFile(`\na\r\n \t\r\n${long}\n${long.slice(1)}\n`, async (path) => {
    assert.deepEqual(await textsOf(await openHistoryFile(path)), [
      [2, "a\r"],
      [4, null],
      [5, long.slice(1)],
    ]);
  });
  await withFile("", async (path) => {
    assert.deepEqual(await textsOf(await openHistoryFile(path)), []);
  });
});

Deno.test("how much of the file has been read ends at its size", async () => {
  await withFile(gzipSync("line\n".repeat(100_000)), async (path) => {
    const file = await openHistoryFile(path);
    const seen: number[] = [];
    for await (const _ of file.lines((bytes) => seen.push(bytes)));
    assert.equal(seen.at(-1), file.size);
    assert.deepEqual(seen, seen.toSorted((a, b) => a - b));
  });
});
