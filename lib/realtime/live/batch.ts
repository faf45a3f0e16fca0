import type { EncodedEvent } from "./encode.ts";

/** About what one write to a socket takes: a chunk of this size goes out at once. */
export const CHUNK_BYTES = 65_536;

/** What a stream is due in this batch: the last event, and what is due before it. */
export interface Due {
  event: EncodedEvent;
  before: Due | undefined;
  size: number;
  /** What a stream is due that gets `event` next: nearly always the same one for all. */
  next: Map<EncodedEvent, Due>;
  chunk: Uint8Array | undefined;
}

/** A stream as a batch sees it. */
export interface Receiver {
  due: Due | undefined;
  send(bytes: Uint8Array): void;
}

/**
 * The events that the tail has read at once, on their way out. Each stream gets its own in one
 * chunk, and streams that are due the same events share the bytes of it.
 */
export class Batch {
  private readonly first = new Map<EncodedEvent, Due>();
  private readonly receivers: Receiver[] = [];

  add(receiver: Receiver, event: EncodedEvent): void {
    const before = receiver.due;
    if (!before) this.receivers.push(receiver);
    const known = before ? before.next : this.first;
    let due = known.get(event);
    if (!due) {
      const size = (before?.size ?? 0) + event.bytes.byteLength;
      due = { event, before, size, next: new Map(), chunk: undefined };
      known.set(event, due);
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
  if (!last.before) return last.event.bytes;
  const chunk = new Uint8Array(last.size);
  let end = last.size;
  for (let due: Due | undefined = last; due; due = due.before) {
    end -= due.event.bytes.byteLength;
    chunk.set(due.event.bytes, end);
  }
  return chunk;
}
