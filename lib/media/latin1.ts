import { Buffer } from "node:buffer";

/** A character for each byte: strings are searched ten times as fast as bytes. */
export function latin1(
  { buffer, byteOffset, byteLength }: Uint8Array,
): string {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength)
    .toString("latin1");
}
