import { Buffer } from "node:buffer";
import type { Writable } from "node:stream";
import { Problem } from "../http/problem.ts";
import { inTime } from "../shared/in_time.ts";

/**
 * Writes a request's body into a parser, no faster than that takes it, and ends it.
 *
 * @param signal stops it, without an error.
 * @throws {Problem} 413 past `maxBytes`.
 * @throws {Error} where the body breaks off, or nothing of it comes for `idleMs`.
 */
export async function pump(
  request: Request,
  parser: Writable,
  { maxBytes, idleMs }: { maxBytes: number; idleMs: number },
  signal: AbortSignal,
): Promise<void> {
  const reader = request.body?.getReader();
  const late = () => new Error(`nothing came for ${idleMs / 1_000} s`);
  const stop = () => void reader?.cancel().catch(() => {});
  signal.addEventListener("abort", stop, { once: true });
  let size = 0;
  try {
    for (;;) {
      const next = reader && await inTime(idleMs, reader.read(), late);
      if (signal.aborted) return;
      if (!next || next.done) break;
      size += next.value.byteLength;
      if (size > maxBytes) {
        throw new Problem(413, `The body is larger than ${maxBytes} bytes`);
      }
      await write(parser, next.value, signal);
    }
    parser.end();
  } catch (error) {
    stop();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Comes back when the parser takes more: that is when a file's reader has read. */
function write(
  parser: Writable,
  { buffer, byteOffset, byteLength }: Uint8Array,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = () => resolve();
    signal.addEventListener("abort", give, { once: true });
    parser.write(
      Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength),
      (error?: Error | null) => {
        signal.removeEventListener("abort", give);
        if (error) reject(error);
        else resolve();
      },
    );
  });
}
