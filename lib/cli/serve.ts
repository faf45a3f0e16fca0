import { SettingsError } from "../settings.ts";
import { keepListening } from "./keep_listening.ts";

/** Where to listen; `reusePort` lets several threads share it. */
export interface Listening {
  hostname: string;
  port: number;
  reusePort?: boolean;
}

/** Serves the app as it was built, and answers where. */
export async function serve(
  { hostname, port, reusePort = false }: Listening,
): Promise<Deno.NetAddr> {
  const { default: app } = await import(
    import.meta.resolve("../../_fresh/server.js")
  );
  const { lifecycle } = await import("../../main.ts");
  const listening = Promise.withResolvers<Deno.NetAddr>();
  try {
    const server = keepListening(
      {
        hostname,
        port,
        reusePort,
        // Pages, scripts and JSON; streams say `no-transform` and stay as they are.
        automaticCompression: true,
        onListen: listening.resolve,
      },
      app.fetch,
      lifecycle.onLost,
    );
    lifecycle.onListen(server);
  } catch (error) {
    throw new SettingsError(
      `HOST, PORT: cannot listen on ${hostname}:${port}: ${
        (error as Error).message
      }`,
      { cause: error },
    );
  }
  return await listening.promise;
}
