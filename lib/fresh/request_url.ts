/** The address that a request asks for, as the app shall see it. */
export function requestUrl(req: Request, trustProxy: boolean): URL {
  const url = new URL(req.url);
  // Left as they are, leading slashes would make `//evil.example` of a redirect to one's own path.
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
