import type { EncodedEvent } from "./ring.ts";

/**
 * Events that go out together: the last one, and those before it. Streams that are due the same
 * events share one sequence, and so the bytes of it.
 */
export interface Sequence {
  event: EncodedEvent;
  before: Sequence | undefined;
  /** In bytes. */
  size: number;
  /** Those that are this one and one event more: nearly always one, the same for all. */
  next: Map<EncodedEvent, Sequence>;
  bytes: Uint8Array | undefined;
}

/** The sequences that begin at one place. */
export class Sequences {
  private readonly first = new Map<EncodedEvent, Sequence>();

  /** `before` and then `event`; with nothing before it, `event` alone. */
  extend(before: Sequence | undefined, event: EncodedEvent): Sequence {
    const known = before ? before.next : this.first;
    let sequence = known.get(event);
    if (!sequence) {
      const size = (before?.size ?? 0) + event.bytes.byteLength;
      sequence = { event, before, size, next: new Map(), bytes: undefined };
      known.set(event, sequence);
    }
    return sequence;
  }
}

/** The bytes of all events of a sequence, in one piece that is made once. */
export function bytesOf(last: Sequence): Uint8Array {
  if (!last.before) return last.event.bytes;
  return last.bytes ??= concatenate(last);
}

function concatenate(last: Sequence): Uint8Array {
  const bytes = new Uint8Array(last.size);
  let end = last.size;
  for (let part: Sequence | undefined = last; part; part = part.before) {
    end -= part.event.bytes.byteLength;
    bytes.set(part.event.bytes, end);
  }
  return bytes;
}
