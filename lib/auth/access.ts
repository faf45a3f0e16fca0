/** Signing in is not authenticated by a cookie, though one may come along. */
const SIGN_IN_ROUTES = ["/login", "/api/auth/login"];

/** The patterns of public routes. A new route is closed until it is listed. */
const PUBLIC_ROUTES = new Set([
  ...SIGN_IN_ROUTES,
  "/",
  "/logout",
  "/preferences",
  "/api/auth/logout",
  "/api/auth/refresh",
  "/api/openapi.json",
  "/healthz",
  "/readyz",
  "/metrics",
]);

/** `route` is the pattern that the router found; `null` when no route has that address. */
export function isPublic(route: string | null): boolean {
  return route === null || PUBLIC_ROUTES.has(route);
}

export function isSignIn(route: string | null): boolean {
  return route !== null && SIGN_IN_ROUTES.includes(route);
}
