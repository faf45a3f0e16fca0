/** Signing in: a cookie that happens to come along is not what such a request is allowed by. */
const SIGN_IN_ROUTES = ["/login", "/api/auth/login"];

/** The routes that are open to everybody, by pattern. Any other wants a session: a new route is closed until it is listed. */
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

/** `route`: the pattern that the router found, `null` where there is nothing at that address. */
export function isPublic(route: string | null): boolean {
  return route === null || PUBLIC_ROUTES.has(route);
}

export function isSignIn(route: string | null): boolean {
  return route !== null && SIGN_IN_ROUTES.includes(route);
}
