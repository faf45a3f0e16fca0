import assert from "node:assert/strict";
import { silentLog } from "../../../lib/log.ts";
import { isBounded } from "../../../lib/media/picture/bounds.ts";
import { createDecoder } from "../../../lib/media/picture/decoder.ts";
import { pictureHeader } from "../../../lib/media/picture/header.ts";
import * as samples from "../samples.ts";
import { bombs, losslessWebp } from "./bombs.ts";

const MIB = 1024 * 1024;

for (const format of ["png", "jpeg", "gif", "webp", "avif", "tiff"] as const) {
  Deno.test(`the header of a ${format} tells its size, and is within bounds`, async () => {
    const header = pictureHeader(await samples.picture(format, 1_201, 803));
    assert.deepEqual([header?.width, header?.height], [1_201, 803]);
    assert.ok(isBounded(header!));
  });

  Deno.test(`a ${format} that breaks off anywhere in its header is none, and throws nothing`, async () => {
    const whole = await samples.picture(format);
    for (let end = 0; end < Math.min(whole.length, 500); end++) {
      pictureHeader(whole.slice(0, end));
    }
  });
}

Deno.test("a picture that unfolds to gigabytes is out of bounds by its header", async () => {
  for (const [name, bytes] of Object.entries(await bombs())) {
    const header = pictureHeader(bytes);
    assert.ok(header, name);
    assert.equal(isBounded(header), false, name);
  }
});

Deno.test("a decoder that takes more memory than it may is killed, and the next picture has a new one", async () => {
  const limits = { residentBytes: 250 * MIB, milliseconds: 10_000 };
  await using decoder = createDecoder(silentLog, limits);
  const bomb = losslessWebp(12_000, 12_000);
  assert.equal((await decoder.decode(bomb, 1))?.thumbnail ?? null, null);
  const good = await decoder.decode(await samples.picture("png"), 2_400);
  assert.ok(good?.thumbnail);
});

Deno.test("a decoder that takes more time than it may is killed, and the next picture has a new one", async () => {
  await using decoder = createDecoder(silentLog, {
    residentBytes: 2_048 * MIB,
    milliseconds: 150,
  });
  const slow = await samples.picture("png", 12_000, 12_000);
  assert.equal(await decoder.decode(slow, 1), null);
  assert.ok((await decoder.decode(await samples.picture("png"), 1))?.thumbnail);
});
