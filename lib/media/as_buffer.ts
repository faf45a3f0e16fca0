import { Buffer } from "node:buffer";

/** The same bytes, as what can be searched for more than one of them. */
export function asBuffer(
  { buffer, byteOffset, byteLength }: Uint8Array,
): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}
