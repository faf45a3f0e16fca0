import type { z } from "zod";
import { inTime } from "../shared/in_time.ts";
import type { Account } from "./budget/account.ts";
import { Problem } from "./problem.ts";

/** A request, and on whose account its body is. */
export interface Incoming {
  req: Request;
  state: { account: Account; requireUnchanged?(): Promise<void> };
}

/** More than any JSON request needs: 20,000 characters of body, escaped, and 1,000 recipients. */
const MAX_JSON_BYTES = 1_048_576;

/** How long a body may take: so long, and a second for each so many bytes. */
const GRACE_MS = 10_000;
const SLOWEST_BYTES = 16_384;

/** Who asks may be shut out while a body comes that takes longer; to ask again takes a query. */
const ASK_AGAIN_MS = 500;

/**
 * Reads a JSON body and parses it with `schema`.
 *
 * @throws {Problem} 415 for another content type, 413 past `maxBytes` (1 MiB), 400 for what is not
 * JSON, 422 naming each field that is wrong; as `readText`, too.
 */
export async function readJson<S extends z.ZodType>(
  incoming: Incoming,
  schema: S,
  maxBytes = MAX_JSON_BYTES,
): Promise<z.output<S>> {
  const contentType = incoming.req.headers.get("content-type") ?? "";
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(contentType)) {
    throw new Problem(
      415,
      `Expected a body of type application/json, got "${contentType}"`,
    );
  }
  return parse(schema, parseJson(await readText(incoming, maxBytes)));
}

/**
 * Parses `input` with `schema`.
 *
 * @throws {Problem} 422 naming each field that is wrong.
 */
export function parse<S extends z.ZodType>(
  schema: S,
  input: unknown,
): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap(closest).map((issue) => ({
    path: issue.path.join("."),
    message: issue.message,
  }));
  const { path, message } = errors[0];
  throw new Problem(422, path ? `${path}: ${message}` : message, { errors });
}

/** For a value with several forms: what is wrong in the form that it comes closest to. */
function closest(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) {
    return [issue];
  }
  const forms = issue.errors.map((form) =>
    form.flatMap(closest).map((inner) => ({
      ...inner,
      path: [...issue.path, ...inner.path],
    }))
  );
  return forms.toSorted((one, other) => depth(other) - depth(one))[0];
}

/** How deep into the value a form fits. A form that fails at the top is an unlikely one. */
function depth(issues: z.core.$ZodIssue[]): number {
  const ranks = issues.map(({ path, code }) =>
    path.length + (/^invalid_(type|value)$/.test(code) ? 0 : 0.5)
  );
  return Math.max(...ranks);
}

/**
 * Reads a body as UTF-8 text.
 *
 * @throws {Problem} 413 past `maxBytes`, 400 for what is not UTF-8 or breaks off, 408 for what comes
 * more slowly than anybody's line, 429 or 503 when too much is being sent already; 401 where who
 * sends it was shut out, or got another role, before its end.
 */
export async function readText(
  incoming: Incoming,
  maxBytes: number,
): Promise<string> {
  const bytes = await readBytes(incoming, maxBytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem(400, "The body is not valid UTF-8");
  }
}

/** What is held for a body is its declared length, or else the most that it may have. */
async function readBytes(
  { req, state: { account, requireUnchanged } }: Incoming,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const since = performance.now();
  const declared = req.headers.get("content-length");
  const length = declared === null ? maxBytes : Number(declared);
  if (length > maxBytes) throw tooLarge(maxBytes);
  const share = account.take("bodyBytes", length);
  // At once when the length is declared, as the server enforces: chunks cost 50 µs more.
  const reading = declared === null
    ? readChunks(req, maxBytes)
    : readDeclared(req, length);
  const end = () => share.giveBack();
  reading.then(end, end);
  // The runtime takes back no read that is under way, and closes no connection before.
  account.lastsUntil(reading);
  const milliseconds = GRACE_MS + length / SLOWEST_BYTES * 1_000;
  const bytes = await inTime(
    milliseconds,
    reading,
    () => tooSlow(milliseconds),
  );
  if (performance.now() - since > ASK_AGAIN_MS) await requireUnchanged?.();
  return bytes;
}

function tooSlow(milliseconds: number): Problem {
  const seconds = Math.round(milliseconds / 1_000);
  return new Problem(408, `The body did not come within ${seconds} s`, {
    headers: { connection: "close" },
  });
}

async function readDeclared(
  request: Request,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await request.bytes();
  } catch {
    throw new Problem(400, `The body broke off before ${length} bytes`);
  }
}

/** Counts the bytes as they come. */
async function readChunks(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(400, `The body broke off after ${size} bytes`);
  }
  return await new Blob(chunks).bytes();
}

function tooLarge(maxBytes: number): Problem {
  return new Problem(413, `The body is larger than ${maxBytes} bytes`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem(
      400,
      `The body is not valid JSON: ${(error as Error).message}`,
    );
  }
}
