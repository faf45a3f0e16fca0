/** RFC 7518, 3.2: a key of HS256 has at least the 256 bits of the hash. */
export const SECRET_BYTES = 32;

/** Imports the key once, so that a request pays only for the signature. */
export function importSecret(secret: Uint8Array<ArrayBuffer>) {
  return crypto.subtle.importKey(
    "raw",
    secret,
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign", "verify"],
  );
}
