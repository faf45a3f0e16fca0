/**
 * The same bytes in pieces of `size`, the last of which may be shorter. One buffer serves them all, as
 * new ones would pile up faster than they are collected: a piece holds until the next is asked for.
 */
export async function* inPieces(
  body: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array> {
  const piece = new Uint8Array(size);
  let filled = 0;
  for await (let chunk of body) {
    while (chunk.byteLength > 0) {
      const part = chunk.subarray(0, size - filled);
      piece.set(part, filled);
      filled += part.byteLength;
      chunk = chunk.subarray(part.byteLength);
      if (filled < size) continue;
      yield piece;
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
