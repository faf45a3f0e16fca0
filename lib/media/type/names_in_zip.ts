import { Buffer } from "node:buffer";
import type { ByteRange } from "../../http/ranges.ts";
import { asBuffer } from "../as_buffer.ts";

/** The end of the list, with the longest comment behind it (APPNOTE.TXT, 4.3.16). */
const END_MARK = Buffer.from("PK\x05\x06", "latin1");
const END_BYTES = 22;
const MAX_END_BYTES = END_BYTES + 65_535;

/** An entry of the list, without its names (4.3.12). */
const ENTRY_MARK = "PK\x01\x02";
const ENTRY_BYTES = 46;

/** An office document has some hundred files, of 100 bytes each in the list. */
const MAX_LIST_BYTES = 1024 * 1024;

/**
 * The names in the list at the end of a zip archive of `size` bytes; none where it has no list, or
 * one of more than 1 MiB.
 */
export async function namesInZip(
  size: number,
  read: (range: ByteRange) => Promise<Uint8Array>,
): Promise<string[]> {
  const start = Math.max(0, size - MAX_END_BYTES);
  const tail = asBuffer(await read({ start, end: size - 1 }));
  const at = tail.lastIndexOf(END_MARK);
  if (at === -1 || at + END_BYTES > tail.length) return [];
  const length = tail.readUInt32LE(at + 12);
  // Where it says that the list begins is wrong for an archive behind something else.
  const end = start + at;
  if (length === 0 || length > MAX_LIST_BYTES || length > end) return [];
  return namesIn(await read({ start: end - length, end: end - 1 }));
}

function namesIn(list: Uint8Array): string[] {
  const bytes = asBuffer(list);
  const names: string[] = [];
  for (let at = 0; at + ENTRY_BYTES <= bytes.length;) {
    if (bytes.toString("latin1", at, at + 4) !== ENTRY_MARK) break;
    const length = bytes.readUInt16LE(at + 28);
    const extra = bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    names.push(
      bytes.toString("utf-8", at + ENTRY_BYTES, at + ENTRY_BYTES + length),
    );
    at += ENTRY_BYTES + length + extra;
  }
  return names;
}
