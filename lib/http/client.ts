/** Where a request comes from. */
export interface Client {
  /** The address of the connection, or the one that a trusted proxy names. For limits and logs. */
  address: string;
  /** Whether the request comes from this machine, and not through a proxy from elsewhere. */
  isLocal: boolean;
}

/** `trustProxy`: whether `X-Forwarded-For` is believed; its last entry is the proxy's own. */
export function clientOf(
  request: Request,
  info: Pick<Deno.ServeHandlerInfo, "remoteAddr">,
  { trustProxy }: { trustProxy: boolean },
): Client {
  const { remoteAddr } = info;
  const origin = request.headers.get("origin");
  const peer = "hostname" in remoteAddr ? remoteAddr.hostname : "unknown";
  const forwarded = (request.headers.get("x-forwarded-for") ?? "")
    .split(",").map((address) => address.trim()).filter(Boolean);
  // A trusted proxy that does not name its client may ask for anybody.
  const isHidden = trustProxy && forwarded.length === 0;
  return {
    address: (trustProxy && forwarded.at(-1)) || peer,
    // Untrusted headers count here, because they can only make a request less local.
    isLocal: !isHidden && !isRelayed(request) &&
      // A page elsewhere that a browser shows comes through a proxy that may tell nothing of itself.
      (origin === null || isLoopback(URL.parse(origin)?.hostname ?? "")) &&
      (trustProxy || forwarded.length === 0) &&
      [peer, new URL(request.url).hostname, ...forwarded].every(isLoopback),
  };
}

/** What proxies name their client in, where it is not `X-Forwarded-For`. */
const RELAYED_BY = [
  "forwarded",
  "via",
  "x-real-ip",
  "x-client-ip",
  "true-client-ip",
  "cf-connecting-ip",
];

/** Signs of a proxy other than `X-Forwarded-For`. */
function isRelayed({ headers }: Request): boolean {
  return [...headers.keys()].some((name) =>
    name.startsWith("x-forwarded-") && name !== "x-forwarded-for" ||
    RELAYED_BY.includes(name)
  );
}

/** Whether a host name or address can only be this machine. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?(::1|::ffff:127(\.\d{1,3}){3})\]?)$/i
    .test(host);
}
