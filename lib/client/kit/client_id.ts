/**
 * A name for a message that no other has: 128 random bits. (`crypto.randomUUID` is missing on
 * pages over plain http.)
 */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
