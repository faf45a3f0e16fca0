import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { createReadStream, type ReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import type { Line } from "../messages/import/import_history.ts";

/** Longer than the longest message with every character escaped. */
const MAX_LINE_BYTES = 262_144;

const NEWLINE = 0x0a;
const GZIP = [0x1f, 0x8b];

/** A file of lines, plain or gzip, read as a stream: it may be of any size. */
export interface HistoryFile {
  /** The SHA-256 of the content, which is the same whether the file is compressed or not. */
  source: string;
  /** The size on the disk, in bytes. */
  size: number;
  /** The lines that are not blank. `onRead` hears how many bytes of the file have been read. */
  lines(onRead: (bytes: number) => void): AsyncIterable<Line>;
}

/** @throws The system's error for an unreadable file, zlib's for damaged gzip. */
export async function openHistoryFile(path: string): Promise<HistoryFile> {
  const file = await open(path);
  const { size } = await file.stat();
  const { buffer } = await file.read(new Uint8Array(2), 0, 2, 0);
  await file.close();
  const isGzip = GZIP.every((byte, index) => buffer[index] === byte);

  const hash = createHash("sha256");
  for await (const chunk of unpacked(createReadStream(path), isGzip)) {
    hash.update(chunk);
  }
  return {
    source: hash.digest("hex"),
    size,
    lines(onRead) {
      const file = createReadStream(path);
      return linesOf(unpacked(file, isGzip), () => onRead(file.bytesRead));
    },
  };
}

/** The file's content. An error of either stream is thrown to the reader. */
function unpacked(
  file: ReadStream,
  isGzip: boolean,
): AsyncIterable<Uint8Array> {
  return isGzip ? pipeline(file, createGunzip(), () => {}) : file;
}

async function* linesOf(
  content: AsyncIterable<Uint8Array>,
  onChunk: () => void,
): AsyncGenerator<Line> {
  let number = 0;
  let pending: Uint8Array[] = [];
  let length = 0;

  for await (let chunk of content) {
    onChunk();
    for (;;) {
      const end = chunk.indexOf(NEWLINE);
      keep(end < 0 ? chunk : chunk.subarray(0, end));
      if (end < 0) break;
      yield* finish();
      chunk = chunk.subarray(end + 1);
    }
  }
  yield* finish();

  function keep(bytes: Uint8Array): void {
    length += bytes.byteLength;
    if (length > MAX_LINE_BYTES) pending = [];
    else pending.push(bytes);
  }

  function* finish(): Generator<Line> {
    number++;
    const bytes = Buffer.concat(pending);
    const isTooLong = length > MAX_LINE_BYTES;
    pending = [];
    length = 0;
    if (isTooLong) yield { number, bytes: null };
    else if (!isBlank(bytes)) yield { number, bytes };
  }
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09);
}
