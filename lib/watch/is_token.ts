import { timingSafeEqual } from "node:crypto";

/** Whether an `Authorization` header holds the token. The time it takes reveals nothing. */
export function isToken(
  given: string | null,
  token: string | undefined,
): boolean {
  if (given === null || token === undefined) return false;
  const [one, other] = [given, `Bearer ${token}`].map((text) =>
    new TextEncoder().encode(text)
  );
  return one.length === other.length && timingSafeEqual(one, other);
}
