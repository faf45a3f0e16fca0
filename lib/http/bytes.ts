import { Problem } from "./problem.ts";
import { type ByteRange, rangeOf } from "./ranges.ts";

/** A body that a client can request in parts, or only if it has changed. */
export interface Bytes {
  size: number;
  /** Identifies the bytes: the same tag means the same bytes. */
  etag: string;
  headers: Record<string, string>;
  /** Opens all bytes or a range. It is not called when none are sent. */
  open(range?: ByteRange): Promise<ReadableStream>;
}

/**
 * Answers GET and HEAD with these bytes: 200, 206 for a range (of GET alone: RFC 9110, 14.2), 304
 * where the client has them.
 *
 * @throws {Problem} 412 where the client wants other bytes, 416 for a range past the end.
 */
export async function answerBytes(
  { method, headers: asked }: Request,
  { size, etag, headers, open }: Bytes,
): Promise<Response> {
  const common = { ...headers, etag, "accept-ranges": "bytes" };
  const wanted = asked.get("if-match");
  if (wanted !== null && !isAmong(etag, wanted)) {
    throw new Problem(412, `There are other bytes by now, of the tag ${etag}`);
  }
  // A weak tag is enough here, and nowhere else.
  const had = asked.get("if-none-match")?.replaceAll("W/", "");
  if (had !== undefined && isAmong(etag, had)) {
    return new Response(null, { status: 304, headers: common });
  }
  const isHead = method === "HEAD";
  const ifRange = asked.get("if-range");
  const range = !isHead && (ifRange === null || ifRange === etag)
    ? rangeOf(asked.get("range"), size)
    : null;
  if (range === "unsatisfiable") {
    throw new Problem(416, `There is nothing past byte ${size - 1}`, {
      headers: { "content-range": `bytes */${size}` },
    });
  }
  const length = range ? range.end - range.start + 1 : size;
  return new Response(isHead ? null : await open(range ?? undefined), {
    status: range ? 206 : 200,
    headers: {
      ...common,
      "content-length": String(length),
      ...(range && {
        "content-range": `bytes ${range.start}-${range.end}/${size}`,
      }),
    },
  });
}

function isAmong(etag: string, tags: string): boolean {
  return tags.trim() === "*" ||
    tags.split(",").some((tag) => tag.trim() === etag);
}
