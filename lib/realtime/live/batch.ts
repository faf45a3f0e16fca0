import type { Piece } from "./lens.ts";

/** About what one write to a socket takes: a chunk of this size goes out at once. */
export const CHUNK_BYTES = 65_536;

/** What a stream is due in this batch: the last piece, and what is due before it. */
export interface Due {
  piece: Piece;
  before: Due | undefined;
  size: number;
  /** What a stream is due that gets another piece next: nearly always the same one for all. */
  next: Map<Piece, Due>;
  chunk: Uint8Array | undefined;
}

/** A stream as a batch sees it. */
export interface Receiver {
  due: Due | undefined;
  send(bytes: Uint8Array): void;
}

/**
 * What goes out at once: the events that the tail has read, and the signals that waited for them.
 * Each stream gets its own in one chunk, and streams that are due the same share the bytes of it.
 */
export class Batch {
  private readonly first = new Map<Piece, Due>();
  private readonly receivers: Receiver[] = [];

  add(receiver: Receiver, piece: Piece): void {
    const before = receiver.due;
    if (!before) this.receivers.push(receiver);
    const known = before ? before.next : this.first;
    let due = known.get(piece);
    if (!due) {
      const size = (before?.size ?? 0) + piece.bytes.byteLength;
      due = { piece, before, size, next: new Map(), chunk: undefined };
      known.set(piece, due);
    }
    receiver.due = due;
    if (due.size >= CHUNK_BYTES) flush(receiver);
  }

  flush(): void {
    for (const receiver of this.receivers) flush(receiver);
  }
}

function flush(receiver: Receiver): void {
  const { due } = receiver;
  if (!due) return;
  receiver.due = undefined;
  receiver.send(due.chunk ??= chunkOf(due));
}

function chunkOf(last: Due): Uint8Array {
  if (!last.before) return last.piece.bytes;
  const chunk = new Uint8Array(last.size);
  let end = last.size;
  for (let due: Due | undefined = last; due; due = due.before) {
    end -= due.piece.bytes.byteLength;
    chunk.set(due.piece.bytes, end);
  }
  return chunk;
}
