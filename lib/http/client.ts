/** Where a request comes from. */
export interface Client {
  /** For limits and logs: the address that the connection, or the trusted proxy, tells. */
  address: string;
  /** From this very machine, and not by way of a proxy from elsewhere. */
  isLocal: boolean;
}

/** `trustProxy`: whether `X-Forwarded-For` is believed; its last entry is the proxy's own. */
export function clientOf(
  request: Request,
  info: Pick<Deno.ServeHandlerInfo, "remoteAddr">,
  { trustProxy }: { trustProxy: boolean },
): Client {
  const { remoteAddr } = info;
  const peer = "hostname" in remoteAddr ? remoteAddr.hostname : "unknown";
  const forwarded = (request.headers.get("x-forwarded-for") ?? "")
    .split(",").map((address) => address.trim()).filter(Boolean);
  // A trusted proxy that does not say for whom it asks may ask for anybody.
  const isHidden = trustProxy && forwarded.length === 0;
  return {
    address: (trustProxy && forwarded.at(-1)) || peer,
    // Untrusted too: what is said can only make a request less local than its connection is.
    isLocal: !isHidden && !isRelayed(request) &&
      [peer, new URL(request.url).hostname, ...forwarded].every(isLoopback),
  };
}

/** Signs of a proxy other than `X-Forwarded-For`. */
function isRelayed({ headers }: Request): boolean {
  return ["forwarded", "via", "x-real-ip", "x-forwarded-host"]
    .some((name) => headers.has(name));
}

/** Whether a host name or address can only be this machine. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?(::1|::ffff:127(\.\d{1,3}){3})\]?)$/i
    .test(host);
}
