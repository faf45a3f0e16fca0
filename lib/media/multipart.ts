import { Buffer } from "node:buffer";
import { on } from "node:events";
import type { Readable } from "node:stream";
import { Problem } from "../http/problem.ts";
import { mediaLimits } from "./limits.ts";
import { pump } from "./pump.ts";

/** A file of a form, as it comes in. */
export interface FilePart {
  /** As the sender gave it. */
  fileName: string;
  /** Its own `Content-Type`; what browsers say where they know none is `application/octet-stream`. */
  declaredType: string;
  /** Its bytes. They have to be read to their end, by one or by several, before the next part can come. */
  body: AsyncIterable<Uint8Array>;
}

/** What a form says beside its files. */
export type OnField = (name: string, value: string) => void;

/** The most that the fields may take together: a message's text of the greatest length fits. */
const MAX_FIELDS_BYTES = 400_000;

/** How long a line may bring nothing: then it is dead, or holds a place that others wait for. */
const IDLE_MS = 60_000;

/** How much longer a body may take than the slowest line that is worth waiting for needs. */
const GRACE_MS = 60_000;

/** How long an upload may take: later, the sweep would take what has arrived for leftovers. */
export const LONGEST_UPLOAD_MS = 12 * 3_600_000;

const LIMITS = {
  /** Those of a message, and one for each file that it has already. */
  fields: 20 + mediaLimits.maxFilesPerMessage.max,
  /** More than any limit allows. Each part costs something, even an empty one. */
  parts: 300,
  headerPairs: 20,
  headerSize: 8_192,
};

/**
 * The files of a `multipart/form-data` body, one after the other, in bounded memory: no more is read
 * from the network than is taken. `onField` hears of what else is in the form.
 *
 * @throws {Problem} 415 for another content type, 400 for a body that is malformed, breaks off,
 * stands still, drips or takes more than 12 hours, 413 past `maxBytes` in all, 120 fields
 * or 400,000 bytes of them, or 300 parts.
 */
export async function* fileParts(
  request: Request,
  maxBytes: number,
  {
    onField = () => {},
    idleMs = IDLE_MS,
    graceMs = GRACE_MS,
    longestMs = LONGEST_UPLOAD_MS,
  }: {
    onField?: OnField;
    idleMs?: number;
    graceMs?: number;
    longestMs?: number;
  } = {},
): AsyncGenerator<FilePart> {
  const parser = await parserFor(request);
  const ended = new AbortController();
  const open = new Set<Readable>();
  const fail = (error: unknown) => {
    open.forEach((stream) => stream.destroy(error as Error));
    ended.abort(error);
  };
  const late = setTimeout(
    () => fail(brokenOff(new Error("it took too long"))),
    longestMs,
  );
  parser.on("file", (_, stream) => {
    open.add(stream);
    stream.once("close", () => open.delete(stream));
    // Whoever reads it hears of an error; when nobody does, it must not end the process.
    stream.on("error", () => {});
  });
  let left = MAX_FIELDS_BYTES;
  parser.on("field", (name, value, _, isCut) => {
    left -= Buffer.byteLength(value);
    if (isCut || left < 0) {
      fail(new Problem(413, `The form is too long at field "${name}"`));
      return;
    }
    onField(name, value);
  });
  for (const what of ["fields", "parts"] as const) {
    parser.on(`${what}Limit`, () => {
      fail(new Problem(413, `The form has more than ${LIMITS[what]} ${what}`));
    });
  }
  // Files are listened for before the first byte is read.
  const files = on(parser, "file", {
    close: ["finish"],
    signal: ended.signal,
  });
  parser.on("error", (error) => fail(brokenOff(error)));
  const pumped = pump(
    request,
    parser,
    { maxBytes, idleMs, graceMs },
    ended.signal,
  )
    .catch((error) => fail(brokenOff(error)));

  try {
    for await (const [, stream, fileName, , declaredType] of files) {
      const named = withoutEscapes(fileName);
      yield { fileName: named, declaredType, body: bodyOf(stream) };
    }
    await pumped;
    ended.signal.throwIfAborted();
  } catch (error) {
    throw ended.signal.aborted ? ended.signal.reason : error;
  } finally {
    clearTimeout(late);
    fail(new Error("nobody reads on"));
    await pumped;
  }
}

type Parser = Awaited<ReturnType<typeof parserFor>>;

async function parserFor(request: Request) {
  // Loading takes 40 ms: the first upload waits for it, so that the start need not.
  const { Busboy } = await import("@fastify/busboy");
  const contentType = request.headers.get("content-type") ?? "";
  try {
    if (!/^multipart\/form-data\s*;/i.test(contentType)) throw new Error();
    return new Busboy({
      headers: { "content-type": contentType },
      preservePath: true,
      isPartAFile: (_field, _type, fileName) => fileName !== undefined,
      limits: {
        ...LIMITS,
        fieldSize: MAX_FIELDS_BYTES,
      },
    });
  } catch {
    throw new Problem(
      415,
      `Expected a body of type multipart/form-data with a boundary, got "${contentType}"`,
    );
  }
}

const ESCAPES: Record<string, string> = {
  "%22": '"',
  "%0A": "\n",
  "%0D": "\r",
};

/** Browsers escape what would end the name in the part's head, and nothing else (HTML, 4.10.21.8). */
function withoutEscapes(fileName: string): string {
  return fileName.replaceAll(/%(22|0A|0D)/g, (escape) => ESCAPES[escape]);
}

/** Whoever leaves off midway leaves the rest to the next who reads: a stream that is destroyed never lets the parser go on. */
function bodyOf(stream: Readable): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => restOf(stream) };
}

async function* restOf(stream: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* stream.iterator({ destroyOnReturn: false });
  } catch (error) {
    throw brokenOff(error);
  }
}

function brokenOff(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(
    400,
    `The upload is malformed or broke off: ${(error as Error).message}`,
  );
}
