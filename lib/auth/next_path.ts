const MAX_LENGTH = 2_000;

/** An origin that no attacker can ask for. */
const OWN = "http://own.invalid";

/**
 * Where to go after login: `next`, fit for a `Location` header, if it is a path of our own, else
 * `fallback`. Read as a browser reads it: `//host` is another site, and so is `/.//host` when it
 * is resolved a second time.
 */
export function safeNextPath(next: string | null, fallback: string): string {
  if (next === null || next.length > MAX_LENGTH) return fallback;
  if (!next.startsWith("/") || /[\\\p{Cc}]/u.test(next)) return fallback;
  const url = URL.parse(next, OWN);
  if (url === null || url.origin !== OWN) return fallback;
  const path = url.pathname + url.search + url.hash;
  return path.startsWith("//") ? fallback : path;
}

/** The address of the login page that leads back to `url`. */
export function loginPath(url: URL): string {
  const wanted = new URL(url);
  wanted.searchParams.delete("fresh-partial"); // a trace of client navigation, not of the page
  const next = wanted.pathname + wanted.search;
  return next === "/" ? "/login" : `/login?next=${encodeURIComponent(next)}`;
}
