/** A line between two programs, on which a test can do what networks do. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Each piece that passes is so many milliseconds late. */
  delayMs: number;
  /** Nothing passes, neither way, until `flow`; connections stay, and new ones are taken. */
  stall(): void;
  flow(): void;
  /** Breaks all connections that there are. */
  cut(): void;
}

/** Passes bytes on to a port of this machine, and back. */
export function startTcpProxy(targetPort: number): TcpProxy {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  const connections = new Set<Deno.Conn>();
  let flowing = Promise.resolve();
  let release = () => {};

  const proxy: TcpProxy = {
    port,
    url: `http://127.0.0.1:${port}`,
    delayMs: 0,
    stall() {
      release();
      ({ promise: flowing, resolve: release } = Promise.withResolvers<void>());
    },
    flow: () => release(),
    cut() {
      for (const connection of connections) close(connection);
    },
    async [Symbol.asyncDispose]() {
      listener.close();
      release();
      proxy.cut();
      await accepting;
    },
  };
  const accepting = accept();
  return proxy;

  async function accept(): Promise<void> {
    for await (const client of listener) join(client);
  }

  async function join(client: Deno.Conn): Promise<void> {
    connections.add(client);
    try {
      const server = await Deno.connect({
        hostname: "127.0.0.1",
        port: targetPort,
      });
      connections.add(server);
      await Promise.race([pass(client, server), pass(server, client)]);
      close(server);
    } catch {
      // The server is not there; the client finds out below.
    }
    close(client);
  }

  /** Until either end is closed, or breaks. */
  async function pass(from: Deno.Conn, to: Deno.Conn): Promise<void> {
    const buffer = new Uint8Array(65_536);
    try {
      for (;;) {
        const count = await from.read(buffer);
        if (count === null) return;
        await flowing;
        if (proxy.delayMs > 0) await pause(proxy.delayMs);
        for (let sent = 0; sent < count;) {
          sent += await to.write(buffer.subarray(sent, count));
        }
      }
    } catch {
      // Cut.
    }
  }

  function close(connection: Deno.Conn): void {
    if (connections.delete(connection)) connection.close();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
