/** Bytes that come one chunk after the other, and of which some can be put back. */
export interface Input {
  /** The next ones, as many as are at hand; `undefined` at the end. */
  next(): Promise<Uint8Array | undefined>;
  /** So many of the next ones, which stay there; fewer at the end. */
  peek(count: number): Promise<Uint8Array>;
  skip(count: number): Promise<void>;
  /** They come next again. */
  unread(bytes: Uint8Array): void;
}

export function inputOf(bytes: AsyncIterable<Uint8Array>): Input {
  const chunks = bytes[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();
  return { next, peek, skip, unread };

  async function next(): Promise<Uint8Array | undefined> {
    while (rest.length === 0) {
      const { done, value } = await chunks.next();
      if (done) return undefined;
      rest = value;
    }
    const bytes = rest;
    rest = new Uint8Array();
    return bytes;
  }

  async function peek(count: number): Promise<Uint8Array> {
    while (rest.length < count) {
      const { done, value } = await chunks.next();
      if (done) break;
      rest = joined(rest, value);
    }
    return rest.subarray(0, count);
  }

  async function skip(count: number): Promise<void> {
    for (let left = count; left > 0;) {
      const bytes = await next();
      if (!bytes) return;
      rest = bytes.subarray(left);
      left -= bytes.length - rest.length;
    }
  }

  function unread(bytes: Uint8Array): void {
    rest = rest.length > 0 ? joined(bytes, rest) : bytes;
  }
}

function joined(
  one: Uint8Array,
  other: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
