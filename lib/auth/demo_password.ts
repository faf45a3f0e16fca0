import { type Client, isLoopback } from "../http/client.ts";
import type { Settings } from "../settings.ts";

/** No secret: the login page shows it. */
export const DEMO_PASSWORD = "harbor-demo";

/** Made once and written down, so that the first start need not wait for scrypt. */
export const DEMO_PASSWORD_HASH =
  "scrypt$32768$8$3$itCwT9w/a2ar4BaKueOKOg==$hK6gFwveiNV3T8EZrMKhWauP7b4S832P/pm6iLMeyyk=";

/** Everybody knows the demo's password, so unless settings say otherwise it is good for this machine alone. */
export function isDemoAllowed(
  { demo, host }: Pick<Settings, "demo" | "host">,
  client: Client,
): boolean {
  return demo === true || (isLoopback(host) && client.isLocal);
}
