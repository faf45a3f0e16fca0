import assert from "node:assert/strict";
import fc from "fast-check";
import {
  EICAR,
  EICAR_THREAT,
  eicarScanner,
} from "../../../lib/media/scanner/eicar.ts";

const NEVER = new AbortController().signal;
const SIGNATURE = new TextEncoder().encode(EICAR);

const chunks = (parts: Uint8Array[]) => ReadableStream.from(parts);

/** Cuts bytes at these places. */
function cut(bytes: Uint8Array, places: number[]): Uint8Array[] {
  const at = [0, ...places.toSorted((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

function concat(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

Deno.test("the EICAR test file is what EICAR says it is", async () => {
  assert.equal(SIGNATURE.length, 68);
  const digest = await crypto.subtle.digest("SHA-256", SIGNATURE);
  assert.equal(
    new Uint8Array(digest).toHex(),
    "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f",
  );
});

Deno.test("the built-in scanner finds the signature wherever it is, and however it comes", async () => {
  const bytes = fc.uint8Array({ maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(
      bytes,
      bytes,
      fc.array(fc.nat(400), { maxLength: 80 }),
      async (before, after, places) => {
        const whole = concat(before, SIGNATURE, after);
        const parts = cut(whole, places.map((at) => at % whole.length));
        assert.deepEqual(await eicarScanner.scan(chunks(parts), NEVER), {
          status: "infected",
          threat: EICAR_THREAT,
        });
      },
    ),
  );
});

Deno.test("the built-in scanner ends when it is not wanted any more", async () => {
  const unwanted = new AbortController();
  let read = 0;
  const endless = ReadableStream.from((async function* () {
    for (;;) {
      if (++read === 10) unwanted.abort(new Error("Not wanted"));
      yield await Promise.resolve(new Uint8Array(10));
    }
  })());
  await assert.rejects(
    eicarScanner.scan(endless, unwanted.signal),
    /Not wanted/,
  );
});

Deno.test("the built-in scanner finds nothing in what is only like it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(SIGNATURE.length - 1),
      fc.integer({ min: 1, max: 255 }),
      fc.array(fc.nat(135), { maxLength: 20 }),
      async (at, by, places) => {
        const other = SIGNATURE.slice();
        other[at] ^= by;
        const whole = concat(other, SIGNATURE.subarray(0, -1));
        const parts = cut(whole, places.map((at) => at % whole.length));
        const verdict = await eicarScanner.scan(chunks(parts), NEVER);
        assert.deepEqual(verdict, { status: "clean" });
      },
    ),
  );
});
