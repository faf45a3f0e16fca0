import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { Buffer } from "node:buffer";

/**
 * scrypt's cost: 32 MiB and 0.2 to 0.4 s of one core a password. One of the settings that the
 * OWASP Password Storage Cheat Sheet calls equal, and the largest that a 512 MB isolate can run
 * twice at once.
 */
const COST = { N: 2 ** 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Hashes a password for storing: `scrypt$N$r$p$salt$hash`, the last two in base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, COST);
  const { N, r, p } = COST;
  return ["scrypt", N, r, p, salt.toString("base64"), hash.toString("base64")]
    .join("$");
}

/**
 * Whether `password` is the stored one. `null`, for a user who is unknown or cannot log in, takes
 * as long as a wrong password, so that the time does not reveal which addresses exist.
 */
export async function verifyPassword(
  password: string,
  stored: string | null,
): Promise<boolean> {
  const { cost, salt, hash } = parseStored(stored ?? NOBODY);
  const derived = await derive(password, salt, hash.byteLength, cost);
  return timingSafeEqual(derived, hash) && stored !== null;
}

const NOBODY = [
  "scrypt",
  COST.N,
  COST.r,
  COST.p,
  Buffer.alloc(SALT_BYTES).toString("base64"),
  Buffer.alloc(HASH_BYTES).toString("base64"),
].join("$");

function parseStored(stored: string) {
  const [scheme, N, r, p, salt, hash] = stored.split("$");
  if (scheme !== "scrypt" || !hash) {
    throw new Error("Cannot verify a password: the stored hash is not scrypt");
  }
  return {
    cost: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, "base64"),
    hash: Buffer.from(hash, "base64"),
  };
}

function derive(
  password: string,
  salt: Buffer,
  bytes: number,
  cost: typeof COST,
): Promise<Buffer> {
  // "ế" is one character on one keyboard and three on another. NFKC makes them the same.
  const secret = password.normalize("NFKC");
  const maxmem = 2 * 128 * cost.N * cost.r; // scrypt needs half of this
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, bytes, { ...cost, maxmem }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
