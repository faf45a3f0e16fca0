import { Problem } from "../http/problem.ts";

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

/**
 * Refuses what another site makes a browser send. Browsers say where an unsafe request comes from
 * in `Sec-Fetch-Site`, older ones and those on plain http in `Origin`; a sibling subdomain is
 * another site too. A request with neither header cannot be trusted with a cookie.
 *
 * @param byCookie Whether a cookie authenticates the request.
 * @throws {Problem} 403.
 */
export function requireSameOrigin(
  request: Request,
  url: URL,
  byCookie: boolean,
): void {
  if (SAFE_METHODS.includes(request.method)) return;

  const site = request.headers.get("sec-fetch-site");
  if (site !== null) {
    if (site === "same-origin" || site === "none") return;
    throw new Problem(
      403,
      `Refused: the request comes from a page of another site (Sec-Fetch-Site: ${site})`,
    );
  }

  const origin = request.headers.get("origin");
  if (origin !== null) {
    if (hostOf(origin) === url.host) return;
    throw new Problem(
      403,
      `Refused: the request comes from a page of "${origin}", not of this site`,
    );
  }

  if (byCookie) {
    throw new Problem(
      403,
      "Refused: with a cookie, this needs an Origin or Sec-Fetch-Site header; a program sends its token as Authorization: Bearer instead",
    );
  }
}

/** `undefined` for the origin `null`, which a sandboxed page sends. */
function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.host;
}
