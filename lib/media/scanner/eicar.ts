import type { Scanner } from "./scanner.ts";

/**
 * The test file that every scanner takes for malware (https://www.eicar.org/download-anti-malware-testfile/),
 * in two parts: this file must not be taken for it.
 */
export const EICAR = [
  "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD",
  "ANTIVIRUS-TEST-FILE!$H+H*",
].join("-");

export const EICAR_THREAT = "Eicar-Test-Signature";

const SIGNATURE = new TextEncoder().encode(EICAR);

/**
 * The scanner that needs nothing installed. What keeps malware out without a real one is the policy
 * of types; this shows that the way of an infected file works.
 */
export const eicarScanner: Scanner = {
  maxBytes: Infinity,
  async scan(bytes, signal) {
    let end = new Uint8Array();
    for await (const chunk of bytes) {
      signal.throwIfAborted();
      // The signature may lie across two chunks.
      const seam = join(end, chunk.subarray(0, SIGNATURE.length));
      if (holds(seam) || holds(chunk)) {
        return { status: "infected", threat: EICAR_THREAT };
      }
      end = join(end, chunk.subarray(-SIGNATURE.length))
        .slice(-SIGNATURE.length);
    }
    return { status: "clean" };
  },
};

function holds(bytes: Uint8Array): boolean {
  const last = bytes.length - SIGNATURE.length;
  for (let at = bytes.indexOf(SIGNATURE[0]); at !== -1 && at <= last;) {
    if (SIGNATURE.every((byte, index) => bytes[at + index] === byte)) {
      return true;
    }
    at = bytes.indexOf(SIGNATURE[0], at + 1);
  }
  return false;
}

function join(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(one.length + other.length);
  joined.set(one);
  joined.set(other, one.length);
  return joined;
}
