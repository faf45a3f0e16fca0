import { declaredPath } from "../http/declared_path.ts";
import { isWatching } from "../http/watching.ts";

/** Signing in is not authenticated by a cookie, though one may come along. */
const SIGN_IN_ROUTES = ["/login", "/api/auth/login"];

/** The patterns of public routes. */
const PUBLIC_ROUTES = new Set([
  ...SIGN_IN_ROUTES,
  "/",
  "/logout",
  "/preferences",
  "/api/auth/logout",
  "/api/auth/refresh",
  "/api/openapi.json",
]);

/**
 * Who may ask: everybody, whoever shows a signature to the route itself, or who is signed in. A new
 * route is closed until it is listed.
 */
export type Access = "public" | "signed by a key" | "signed in";

/** `route` is the pattern that the router found; `null` when no route has that address. */
export function accessTo(
  route: string | null,
  signedByKey: readonly string[],
): Access {
  if (route === null || PUBLIC_ROUTES.has(route) || isWatching(route)) {
    return "public";
  }
  return signedByKey.includes(declaredPath(route))
    ? "signed by a key"
    : "signed in";
}

export function isSignIn(route: string | null): boolean {
  return route !== null && SIGN_IN_ROUTES.includes(route);
}
