import { Reserve } from "./reserve.ts";

/** After a listener that lasted no longer than this, in ms, as long a pause keeps the processor free. */
const PAUSE_MS = 100;

/** A server that does not end because it could not accept a connection. */
export interface LastingServer {
  /** Accepts nobody any more, and waits until those that are connected have gone. */
  shutdown(): Promise<void>;
}

/**
 * Serves on one address, again and again. The runtime closes a listener that cannot accept (no
 * descriptor is left); the connections that it has accepted live on. Those on which nothing is asked
 * are closed then: that is what makes room for others, however many one client holds open.
 *
 * @throws when the address cannot be listened on at the start.
 */
export function keepListening(
  options: Deno.ServeTcpOptions,
  handler: Deno.ServeHandler<Deno.NetAddr>,
  onLost: (error: unknown) => void,
): LastingServer {
  const reserve = new Reserve();
  const servers = new Set<Deno.HttpServer>();
  let { port } = options;
  let isStopping = false;
  let openedAt = 0;
  listen();
  return {
    async shutdown() {
      isStopping = true;
      await Promise.all([...servers].map((server) => server.shutdown()));
    },
  };

  function listen(): void {
    const server = Deno.serve({
      ...options,
      port,
      onListen(address) {
        // Where any port will do, it is the same one again.
        port = address.port;
        options.onListen?.(address);
      },
    }, handler);
    servers.add(server);
    openedAt = performance.now();
    server.finished.then(
      () => servers.delete(server),
      (error) => lost(server, error),
    );
  }

  function lost(server: Deno.HttpServer, error: unknown): void {
    reserve.release();
    server.shutdown().catch(() => {}).finally(() => servers.delete(server));
    onLost(error);
    const lasted = performance.now() - openedAt;
    setTimeout(listenAgain, lasted < PAUSE_MS ? PAUSE_MS : 0);
  }

  function listenAgain(): void {
    if (isStopping) return;
    try {
      listen();
    } catch (error) {
      onLost(error);
      reserve.release();
      setTimeout(listenAgain, PAUSE_MS);
    }
  }
}
