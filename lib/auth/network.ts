/**
 * The key under which attempts from an address are counted: the address, or the first 64 bits of an
 * IPv6 address, since one subscriber has at least that many (RFC 6177). Other texts are kept.
 */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  // The browser's own parser writes every form of one address in the same way.
  const host = URL.parse(`http://[${address.replace(/%.*$/, "")}]`)?.hostname;
  if (!host) return address;
  const groups = groupsOf(host.slice(1, -1));
  const isMappedIPv4 = groups.slice(0, 6).join() === "0,0,0,0,0,ffff";
  return isMappedIPv4
    ? groups.join(":")
    : `${groups.slice(0, 4).join(":")}::/64`;
}

function groupsOf(address: string): string[] {
  const [start, end] = address.split("::").map((part) =>
    part === "" ? [] : part.split(":")
  );
  if (end === undefined) return start;
  const zeros = Array(8 - start.length - end.length).fill("0");
  return [...start, ...zeros, ...end];
}
