/** A TCP connection on which a test sends exactly what it wants. */
export interface RawConnection extends Disposable {
  /** Sends a text, as far as the server reads it. */
  say(text: string): Promise<void>;
  /**
   * Listens until `text` has come, or with none to the end of the connection. Answers all that
   * came so far; who does not call it does not read.
   */
  hear(text?: string): Promise<string>;
}

/** Connects to the server at `url`, without a client in between. */
export async function connectTo(url: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(65_536);
  let heard = "";
  return {
    async say(text) {
      const bytes = new TextEncoder().encode(text);
      try {
        for (let said = 0; said < bytes.length;) {
          said += await connection.write(bytes.subarray(said));
        }
      } catch (error) {
        if (!hasHungUp(error)) throw error;
      }
    },
    async hear(text) {
      try {
        while (text === undefined || !heard.includes(text)) {
          const count = await connection.read(buffer);
          if (count === null) break;
          heard += decoder.decode(buffer.subarray(0, count), { stream: true });
        }
      } catch (error) {
        if (!hasHungUp(error)) throw error;
      }
      return heard;
    },
    [Symbol.dispose]: () => connection.close(),
  };
}

/**
 * The head of a request, without its last line when it is to stay incomplete. It is HTTP/1.0, so
 * that the answer has no chunks.
 */
export function requestHead(
  line: string,
  headers: Record<string, string> = {},
): string {
  const lines = Object.entries({ host: "localhost", ...headers });
  return `${line} HTTP/1.0\r\n` +
    lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
}

function hasHungUp(error: unknown): boolean {
  return error instanceof Deno.errors.ConnectionReset ||
    error instanceof Deno.errors.BrokenPipe;
}
