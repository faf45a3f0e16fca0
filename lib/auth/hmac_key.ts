/** RFC 7518, 3.2: a key of HS256 has at least the 256 bits of the hash. */
export const SECRET_BYTES = 32;

/** Imported once, so that a request pays for the signature alone. */
export function importSecret(secret: Uint8Array<ArrayBuffer>) {
  return crypto.subtle.importKey(
    "raw",
    secret,
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign", "verify"],
  );
}
