import { type Client, isLoopback } from "../http/client.ts";
import type { Settings } from "../settings.ts";

/** It is no secret: the login page shows it. */
export const DEMO_PASSWORD = "harbor-demo";

/** Its hash, written down so that the first start does not wait for scrypt. */
export const DEMO_PASSWORD_HASH =
  "scrypt$32768$8$3$itCwT9w/a2ar4BaKueOKOg==$hK6gFwveiNV3T8EZrMKhWauP7b4S832P/pm6iLMeyyk=";

/** Whether the demo's password, which everybody knows, may be used from this client. */
export function isDemoAllowed(
  { demo, host }: Pick<Settings, "demo" | "host">,
  client: Client,
): boolean {
  const from = demoAllowedFrom({ demo, host });
  return from === "anywhere" || from === "this machine" && client.isLocal;
}

/** Where a client may be that signs in with it. */
export function demoAllowedFrom(
  { demo, host }: Pick<Settings, "demo" | "host">,
): "anywhere" | "this machine" | "nowhere" {
  if (demo === true) return "anywhere";
  return demo === undefined && isLoopback(host) ? "this machine" : "nowhere";
}
