import { Buffer } from "node:buffer";
import { constants, deflateRawSync } from "node:zlib";
import * as samples from "../samples.ts";

const LONG_SIDE = 9_999_999;
const MIB = 1024 * 1024;

/** Pictures of at most some megabytes that unfold to gigabytes, by file name. */
export async function bombs(): Promise<Record<string, Uint8Array>> {
  return {
    "line.png": longPng(),
    "line.tiff": longTiff(),
    "lossless.webp": losslessWebp(16_383, 16_383),
    "wall.gif": samples.gifOf(65_535, 65_535),
    "frames.gif": manyFrames(200_000),
    "progressive.jpg": await progressiveJpeg(60_000, 60_000),
    "wall.avif": await resizedAvif(30_000, 30_000),
  };
}

/** Zeros, deflated in blocks that do not know of each other: the same one again and again. */
function deflatedZeros(bytes: number): Buffer {
  const block = deflateRawSync(Buffer.alloc(MIB), {
    finishFlush: constants.Z_FULL_FLUSH,
  });
  const count = Math.ceil(bytes / MIB);
  return Buffer.concat([
    Buffer.from([0x78, 0x01]),
    ...Array.from({ length: count }, () => block),
    deflateRawSync(Buffer.alloc(0)),
    Buffer.alloc(4),
  ]);
}

function longPng(): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(LONG_SIDE, 0);
  head.writeUInt32BE(26, 4);
  head.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    samples.chunk("IHDR", head),
    samples.chunk("IDAT", deflatedZeros((LONG_SIDE * 4 + 1) * 26)),
    samples.chunk("IEND", Buffer.alloc(0)),
  ]);
}

function longTiff(): Buffer {
  const data = deflatedZeros(LONG_SIDE * 26);
  const tags = [
    [256, LONG_SIDE],
    [257, 26],
    [258, 8],
    [259, 8],
    [262, 1],
    [273, 8],
    [277, 1],
    [278, 26],
    [279, data.length],
  ];
  const head = Buffer.alloc(8);
  head.write("II*\0", 0, "latin1");
  head.writeUInt32LE(8 + data.length, 4);
  const directory = Buffer.alloc(2 + 12 * tags.length + 4);
  directory.writeUInt16LE(tags.length, 0);
  for (const [index, [tag, value]] of tags.entries()) {
    const at = 2 + 12 * index;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(4, at + 2);
    directory.writeUInt32LE(1, at + 4);
    directory.writeUInt32LE(value, at + 8);
  }
  return Buffer.concat([head, data, directory]);
}

/** Each of its five codes has one symbol, which takes no bits: all pixels are said by the header. */
export function losslessWebp(width: number, height: number): Buffer {
  const data = Buffer.alloc(64);
  data[0] = 0x2f;
  data.writeUInt32LE((width - 1 | height - 1 << 14) >>> 0, 1);
  // No transform, no cache of colours, one group of codes; then five times "one symbol: 0".
  data.writeUInt32LE(0b0001_0001_0001_0001_0001_000, 5);
  const head = Buffer.alloc(20);
  head.write("RIFF", 0);
  head.writeUInt32LE(12 + data.length, 4);
  head.write("WEBPVP8L", 8);
  head.writeUInt32LE(data.length, 16);
  return Buffer.concat([head, data]);
}

function manyFrames(count: number): Buffer {
  const one = samples.gifOf(1_000, 1_000);
  const frame = one.subarray(13, -1);
  const all = Array.from({ length: count }, () => frame);
  return Buffer.concat([one.subarray(0, 13), ...all, Buffer.from(";")]);
}

async function progressiveJpeg(width: number, height: number): Promise<Buffer> {
  const { default: sharp } = await import("sharp");
  const create = { width: 64, height: 64, channels: 3 as const };
  const bytes = await sharp({ create: { ...create, background: "teal" } })
    .jpeg({ progressive: true }).toBuffer();
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc2]));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return bytes;
}

async function resizedAvif(width: number, height: number): Promise<Buffer> {
  const bytes = Buffer.from(await samples.picture("avif"));
  const size = bytes.indexOf("ispe");
  bytes.writeUInt32BE(width, size + 8);
  bytes.writeUInt32BE(height, size + 12);
  return bytes;
}
