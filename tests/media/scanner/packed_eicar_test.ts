import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { EICAR, eicarScanner } from "../../../lib/media/scanner/eicar.ts";
import { type Packing, zip } from "../samples.ts";

const MIB = 1024 * 1024;
const NEVER = new AbortController().signal;
const DEFLATED: Packing = { isDeflated: true };
const STREAMED: Packing = { isDeflated: true, isStreamed: true };

/** Longer than itself: else it would be kept as it is. */
const HIDDEN = `${"fine ".repeat(200)}${EICAR}`;

const inner = zip({ "a.txt": HIDDEN }, DEFLATED);

const PACKED: Record<string, Uint8Array> = {
  "a zip": inner,
  "a zip that was written as a stream": zip({ "a.txt": HIDDEN }, STREAMED),
  "the last of several files": zip(
    { "a.txt": "fine", "b/c.bin": "x".repeat(100_000), "z.txt": HIDDEN },
    STREAMED,
  ),
  "a zip within a zip": zip({ "a.zip": inner }, DEFLATED),
  "a zip within a zip that packs nothing": zip({ "a.zip": inner }),
  "a zip behind a program": Buffer.concat([Buffer.alloc(5_000, 80), inner]),
  "a zip without its list": inner.subarray(0, inner.length - 60),
  "a zip behind what only seems one": Buffer.concat([
    Buffer.from("PK\x03\x04"),
    zip({ "a.txt": "fine".repeat(99) }, DEFLATED).subarray(0, 45),
    inner,
  ]),
};

for (const [name, bytes] of Object.entries(PACKED)) {
  Deno.test(`the built-in scanner finds the signature in ${name}`, async () => {
    assert.ok(!Buffer.from(bytes).includes(EICAR));
    for (const size of [bytes.length, 1_000, 7]) {
      assert.equal(await verdictOn(inPieces(bytes, size)), "infected");
    }
  });
}

Deno.test("whatever a zip holds and however it comes, the signature is found in it, and nothing else", async () => {
  const files = fc.dictionary(
    fc.stringMatching(/^[a-z]{1,8}$/),
    fc.uint8Array({ maxLength: 300 }),
    { maxKeys: 5 },
  );
  await fc.assert(
    fc.asyncProperty(
      files,
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 1, max: 400 }),
      async (files, isInfected, isStreamed, size) => {
        const all = { ...files, ...isInfected && { odd: HIDDEN } };
        const bytes = zip(all, { isDeflated: true, isStreamed });
        const expected = isInfected ? "infected" : "clean";
        assert.equal(await verdictOn(inPieces(bytes, size)), expected);
      },
    ),
    { numRuns: 50 },
  );
});

Deno.test("a file of which nobody knows the end is looked through without holding it", async () => {
  const packed = deflateRawSync(Buffer.alloc(100 * MIB));
  const bomb = Buffer.concat([entry(packed), Buffer.from("fine")]);
  const before = Deno.memoryUsage().rss;
  let most = 0;
  let longest = 0;
  let last = performance.now();
  const watch = setInterval(() => {
    most = Math.max(most, Deno.memoryUsage().rss - before);
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  });
  try {
    assert.equal(await verdictOn(inPieces(bomb, 65_536)), "clean");
  } finally {
    clearInterval(watch);
  }
  assert.ok(most < 64 * MIB, `it took ${most} bytes`);
  assert.ok(longest < 1_000, `it kept all others waiting for ${longest} ms`);
});

Deno.test("what unfolds to too much is looked into no further, and what stands behind it is still seen", async () => {
  const bomb = zip({ "a.txt": new Uint8Array(100 * MIB) }, DEFLATED);
  const begunAt = performance.now();
  assert.equal(await verdictOn(inPieces(bomb, 65_536)), "clean");
  assert.ok(performance.now() - begunAt < 5_000);
  for (const behind of [Buffer.from(EICAR), inner]) {
    const both = Buffer.concat([bomb, behind]);
    for (const size of [both.length, 65_536]) {
      assert.equal(await verdictOn(inPieces(both, size)), "infected");
    }
  }
});

Deno.test("zips within zips without end, and files without number, end", async () => {
  let nested = inner;
  for (let depth = 0; depth < 20; depth++) {
    nested = zip({ "a.zip": nested }, DEFLATED);
  }
  const many = Buffer.concat(Array(100_000).fill(entry(deflateRawSync("a"))));
  const none = Buffer.from("PK\x03\x04".repeat(MIB));
  for (const bytes of [nested, many, none]) {
    const begunAt = performance.now();
    assert.equal(await verdictOn(inPieces(bytes, 65_536)), "clean");
    assert.ok(performance.now() - begunAt < 5_000);
  }
});

Deno.test("when a file cannot be read to its end, nobody says that it is clean", async () => {
  const broken = async function* () {
    yield await Promise.resolve(inner.subarray(0, 40));
    throw new Error("the store is away");
  };
  await assert.rejects(
    eicarScanner.scan(broken(), NEVER),
    /the store is away/,
  );
});

async function verdictOn(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  return (await eicarScanner.scan(bytes, NEVER)).status;
}

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) {
    yield await Promise.resolve(bytes.subarray(at, at + size));
  }
}

/** A deflated file of an archive, without the archive. */
function entry(packed: Uint8Array): Uint8Array {
  const head = Buffer.alloc(30);
  head.write("PK\x03\x04", "latin1");
  head.writeUInt16LE(8, 6);
  head.writeUInt16LE(8, 8);
  return Buffer.concat([head, packed]);
}
