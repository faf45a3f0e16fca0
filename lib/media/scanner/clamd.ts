import { type Scanner, ScannerAwayError, type Verdict } from "./scanner.ts";
import { inTime } from "../../shared/in_time.ts";

export interface ClamdOptions {
  hostname: string;
  port: number;
  /** What clamd's `StreamMaxLength` is set to. */
  maxBytes: number;
  /** For one file, from the connection to the verdict. */
  timeoutMs?: number;
}

const TIMEOUT_MS = 300_000;
const CONNECT_MS = 5_000;

/** Far below any `StreamMaxLength`, and few writes. */
const CHUNK_BYTES = 65_536;

const CLEAN = "stream: OK";

/** Longer than any verdict; whatever says more is not clamd. */
const MAX_ANSWER_BYTES = 4_096;

/**
 * A clamd over TCP, one connection a file. The command INSTREAM, of man 8 clamd: `zINSTREAM\0`, then
 * chunks, each after its length in four bytes, big-endian; a length of 0 ends them. The answer is
 * `stream: OK`, `stream: NAME FOUND`, or `INSTREAM size limit exceeded. ERROR`, which may come while
 * we still write.
 */
export function clamdScanner(options: ClamdOptions): Scanner {
  return {
    maxBytes: options.maxBytes,
    async scan(bytes, signal) {
      const { timeoutMs = TIMEOUT_MS } = options;
      const ending = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      const connection = await connect(options);
      let isOpen = true;
      const close = () => {
        if (isOpen) connection.close();
        isOpen = false;
      };
      ending.addEventListener("abort", close);
      try {
        // It may have come while there was no connection to close.
        ending.throwIfAborted();
        return verdictOf(await converse(connection, bytes));
      } catch (error) {
        signal.throwIfAborted();
        if (!ending.aborted) throw error;
        throw new ScannerAwayError(
          `clamd did not answer within ${timeoutMs} ms`,
        );
      } finally {
        ending.removeEventListener("abort", close);
        close();
      }
    },
  };
}

async function connect(
  { hostname, port }: ClamdOptions,
): Promise<Deno.TcpConn> {
  const connecting = Deno.connect({ hostname, port });
  const late = () => new Error(`no connection within ${CONNECT_MS} ms`);
  try {
    return await inTime(CONNECT_MS, connecting, late);
  } catch (error) {
    connecting.then((connection) => connection.close(), () => {});
    throw away(`clamd at ${hostname}:${port} cannot be reached`, error);
  }
}

/** Sends the file and hears the answer. An error of reading the file itself is thrown as it is. */
async function converse(
  connection: Deno.TcpConn,
  bytes: AsyncIterable<Uint8Array>,
): Promise<string> {
  let isSent = false;
  const answer = read(connection)
    .then((text) => ({ text, isEarly: !isSent }));
  answer.catch(() => {});
  let isCutOff: unknown;
  const write = async (chunk: Uint8Array) => {
    try {
      for (let sent = 0; sent < chunk.length;) {
        sent += await connection.write(chunk.subarray(sent));
      }
    } catch (error) {
      isCutOff = error;
    }
  };
  await write(new TextEncoder().encode("zINSTREAM\0"));
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += CHUNK_BYTES) {
      await write(framed(chunk.subarray(at, at + CHUNK_BYTES)));
    }
    // It has said why, perhaps.
    if (isCutOff) break;
  }
  isSent = true;
  if (!isCutOff) await write(new Uint8Array(4));
  try {
    const { text, isEarly } = await answer;
    // A part that was not sent cannot be known to be clean.
    if (text === CLEAN && isEarly) throw new Error("it answered too early");
    return text;
  } catch (error) {
    throw away("clamd broke off", isCutOff ?? error);
  }
}

function framed(chunk: Uint8Array): Uint8Array {
  const frame = new Uint8Array(4 + chunk.length);
  new DataView(frame.buffer).setUint32(0, chunk.length);
  frame.set(chunk, 4);
  return frame;
}

/** Up to the NUL that ends an answer to a `z` command. */
async function read(connection: Deno.TcpConn): Promise<string> {
  const answer = new Uint8Array(MAX_ANSWER_BYTES);
  for (let length = 0; length < answer.length;) {
    const count = await connection.read(answer.subarray(length));
    if (count === null) throw new Error("it closed the connection");
    length += count;
    const end = answer.subarray(0, length).indexOf(0);
    if (end !== -1) return new TextDecoder().decode(answer.subarray(0, end));
  }
  throw new Error(`its answer is longer than ${MAX_ANSWER_BYTES} bytes`);
}

function verdictOf(answer: string): Verdict {
  if (answer === CLEAN) return { status: "clean" };
  if (/^INSTREAM size limit exceeded/.test(answer)) {
    return { status: "too-large" };
  }
  const found = /^stream: (.+) FOUND$/.exec(answer);
  if (!found) throw new ScannerAwayError(`clamd answered "${answer}"`);
  // With `AlertExceedsMax`: it looked no further than `MaxFileSize` or `MaxScanSize`.
  if (found[1].startsWith("Heuristics.Limits.Exceeded")) {
    return { status: "too-large" };
  }
  return { status: "infected", threat: found[1] };
}

function away(what: string, cause: unknown): ScannerAwayError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ScannerAwayError(`${what}: ${why}`, { cause });
}
