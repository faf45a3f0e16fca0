import { connect, createServer, type Socket } from "node:net";

/** A connection between two programs that can fail as networks do. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Delays each piece by this many milliseconds. */
  delayMs: number;
  /** Stops both ways until `flow`. Connections stay open, and new ones are accepted. */
  stall(): void;
  flow(): void;
  /** Closes all connections in order, so that data under way still arrives. */
  cut(): void;
  /** Resets all connections: data under way is lost, and both ends get an error. */
  reset(): void;
}

/** Passes bytes on to a port of this machine, and back. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let flowing = Promise.resolve();
  let release = () => {};
  const server = createServer((client) => {
    const target = connect(targetPort, "127.0.0.1");
    pass(client, target);
    pass(target, client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };

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
      for (const socket of sockets) socket.destroy();
    },
    reset() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    async [Symbol.asyncDispose]() {
      release();
      const closed = new Promise((resolve) => server.close(resolve));
      proxy.cut();
      await closed;
    },
  };
  return proxy;

  /** Copies until either end is closed or breaks. */
  async function pass(from: Socket, to: Socket): Promise<void> {
    sockets.add(from);
    from.on("error", () => {}); // it ends the loop, or has nobody to tell any more
    try {
      for await (const piece of from) {
        await flowing;
        if (proxy.delayMs > 0) await pause(proxy.delayMs);
        await write(to, piece);
      }
    } catch {
      // It was cut or reset, or there was nobody to connect to.
    }
    sockets.delete(from);
    from.destroy();
    to.destroy();
  }
}

function write(to: Socket, piece: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    to.write(piece, (error) => error ? reject(error) : resolve());
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
