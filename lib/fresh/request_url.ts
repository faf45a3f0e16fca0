/** A request's address, as the app sees it. */
export function requestUrl(req: Request, trustProxy: boolean): URL {
  const url = new URL(req.url);
  // A redirect to one's own path must not become `//evil.example` by its leading slashes.
  if (url.pathname.includes("//")) {
    url.pathname = url.pathname.replace(/\/+/g, "/");
  }
  if (!trustProxy) return url;
  const protocol = req.headers.get("x-forwarded-proto");
  if (protocol) url.protocol = `${protocol}:`;
  const host = req.headers.get("x-forwarded-host");
  if (host) url.host = host;
  return url;
}
