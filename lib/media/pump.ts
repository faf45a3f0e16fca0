import { Buffer } from "node:buffer";
import type { Writable } from "node:stream";
import { Problem } from "../http/problem.ts";
import { inTime } from "../shared/in_time.ts";

/** A line that is worth waiting for brings as many bytes a second. */
const SLOWEST_BYTES = 4_096;

interface Bounds {
  maxBytes: number;
  idleMs: number;
  graceMs: number;
}

/**
 * Writes a request's body into a parser, no faster than that takes it, and ends it.
 *
 * @param signal stops it, without an error.
 * @throws {Problem} 413 past `maxBytes`.
 * @throws {Error} where the body breaks off, nothing of it comes for `idleMs`, or it has taken
 * `graceMs` more than the slowest line needs: whoever drips holds a place that others wait for.
 */
export async function pump(
  request: Request,
  parser: Writable,
  { maxBytes, idleMs, graceMs }: Bounds,
  signal: AbortSignal,
): Promise<void> {
  const reader = request.body?.getReader();
  const next = timed(reader, { idleMs, graceMs });
  const stop = () => void reader?.cancel().catch(() => {});
  signal.addEventListener("abort", stop, { once: true });
  let size = 0;
  try {
    for (;;) {
      const value = await next();
      if (signal.aborted) return;
      if (!value) break;
      size += value.byteLength;
      if (size > maxBytes) {
        throw new Problem(413, `The body is larger than ${maxBytes} bytes`);
      }
      await write(parser, value, signal);
    }
    parser.end();
  } catch (error) {
    stop();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Reads piece by piece. Only what the line takes is counted, not the work on what has come. */
function timed(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
  { idleMs, graceMs }: Pick<Bounds, "idleMs" | "graceMs">,
): () => Promise<Uint8Array | undefined> {
  const idle = () => new Error(`nothing came for ${idleMs / 1_000} s`);
  const slow = () => new Error(`it came at less than ${SLOWEST_BYTES} bytes/s`);
  let leftMs = graceMs;
  return async () => {
    if (!reader) return undefined;
    const since = performance.now();
    const { value } = leftMs < idleMs
      ? await inTime(Math.max(0, leftMs), reader.read(), slow)
      : await inTime(idleMs, reader.read(), idle);
    leftMs -= performance.now() - since;
    leftMs += (value?.byteLength ?? 0) / SLOWEST_BYTES * 1_000;
    return value;
  };
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
