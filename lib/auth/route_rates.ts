import { declaredPath } from "../http/declared_path.ts";
import { CONNECTING, type RateLimit } from "./rate_limits.ts";

/** By `METHOD /path/[parameter]`: what a request takes from, in place of what all others do. */
export type RouteRates = Record<string, RateLimit>;

/** Of reading; more than anybody's windows ever ask for. */
export const READING: RateLimit = { of: "requests", setting: "read" };

/** Of changing something: each change is told to all who may see it. */
export const CHANGING: RateLimit = { of: "changes", setting: "change" };

/** Of what is written down of what somebody says: their files have quotas. */
export const WRITING: RateLimit = { of: "bytes", setting: "writeBytes" };

/** Of requests of those who are not signed in, for each address. */
export const VISITING: RateLimit = { of: "requests", setting: "visit" };

/** What the routes of all areas declare, and the stream that they share. */
export function routeRatesOf(
  areas: readonly { routeRates?: RouteRates }[],
): RouteRates {
  return Object.assign(
    { "GET /api/messaging/stream/[tenantId]": CONNECTING },
    ...areas.map(({ routeRates }) => routeRates),
  );
}

/** What a request of somebody who is signed in takes from; a new route has one without asking. */
export function rateOf(
  declared: RouteRates,
  method: string,
  route: string | null,
): RateLimit {
  const own = declared[`${method} ${route && declaredPath(route)}`];
  if (own) return own;
  return ["GET", "HEAD", "OPTIONS"].includes(method) ? READING : CHANGING;
}

/** What a body counts whose length is not declared. */
const UNDECLARED_BYTES = 262_144;

/** How many bytes of a request may be written down; files are counted where they are kept. */
export function writtenBytes({ headers, body }: Request): number {
  if (headers.get("content-type")?.startsWith("multipart/")) return 0;
  const length = headers.get("content-length");
  if (length !== null) return Number(length);
  return body === null ? 0 : UNDECLARED_BYTES;
}
