import type { Session } from "./contract.ts";
import { SESSION_DAYS } from "./lifetimes.ts";

/** How a request says who it comes from. */
export interface Credentials {
  token: string;
  /** A browser sends a cookie by itself, on whoever's behalf; a bearer token is sent on purpose. */
  by: "bearer" | "cookie";
}

/** Who is signed in by the browser's cookie. */
export function byCookie<Actor>(
  request: Request,
  url: URL,
  actor: Actor | null,
): Actor | null {
  return credentialsOf(request, url)?.by === "cookie" ? actor : null;
}

const SESSION_SECONDS = SESSION_DAYS * 86_400;

/** The token of a request. `Authorization: Bearer` wins over the cookie; the query never counts. */
export function credentialsOf(
  request: Request,
  url: URL,
): Credentials | null {
  const authorization = request.headers.get("authorization") ?? "";
  const bearer = /^bearer +(.+)$/i.exec(authorization)?.[1];
  if (bearer !== undefined) return { token: bearer.trim(), by: "bearer" };
  const cookie = cookieOf(request, cookieName(url));
  return cookie ? { token: cookie, by: "cookie" } : null;
}

/** The `Set-Cookie` that gives the browser a session. `url` is the request's. */
export function sessionCookie({ token }: Pick<Session, "token">, url: URL) {
  return cookie(url, token, SESSION_SECONDS);
}

/** The `Set-Cookie` that takes the session away again. */
export function endedCookie(url: URL): string {
  return cookie(url, "", 0);
}

function cookie(url: URL, value: string, maxAge: number): string {
  const secure = isSecure(url) ? "; Secure" : "";
  return `${
    cookieName(url)
  }=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}

/** On https, the prefix keeps a sibling subdomain from planting a session of its own. */
function cookieName(url: URL): string {
  return isSecure(url) ? "__Host-harbor" : "harbor";
}

function isSecure(url: URL): boolean {
  return url.protocol === "https:";
}

function cookieOf(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.get("cookie") ?? "").split(";")) {
    const [key, value] = pair.trim().split("=", 2);
    if (key === name) return value;
  }
}
