import type { ByteRange } from "../../http/ranges.ts";
import { latin1 } from "../latin1.ts";

/** The end of the list, with the longest comment behind it (APPNOTE.TXT, 4.3.16). */
const END_MARK = "PK\x05\x06";
const END_BYTES = 22;
const MAX_END_BYTES = END_BYTES + 65_535;

/** An entry of the list, without its names (4.3.12). */
const ENTRY_MARK = 0x02014b50;
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
  const tail = await read({ start, end: size - 1 });
  const at = latin1(tail).lastIndexOf(END_MARK);
  if (at === -1 || at + END_BYTES > tail.length) return [];
  const length = viewOf(tail).getUint32(at + 12, true);
  // Where it says that the list begins is wrong for an archive behind something else.
  const end = start + at;
  if (length === 0 || length > MAX_LIST_BYTES || length > end) return [];
  return namesIn(await read({ start: end - length, end: end - 1 }));
}

function namesIn(list: Uint8Array): string[] {
  const view = viewOf(list);
  const decoder = new TextDecoder();
  const names: string[] = [];
  for (let at = 0; at + ENTRY_BYTES <= list.length;) {
    if (view.getUint32(at, true) !== ENTRY_MARK) break;
    const name = at + ENTRY_BYTES;
    const end = name + view.getUint16(at + 28, true);
    names.push(decoder.decode(list.subarray(name, end)));
    at = end + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
