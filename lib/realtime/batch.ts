import type { EncodedEvent } from "./ring.ts";
import { bytesOf, type Sequence, Sequences } from "./sequence.ts";

/** About what one write to a socket takes; more than this waits for no more. */
export const CHUNK_BYTES = 65_536;

/** A stream as a batch sees it. */
export interface Receiver {
  due: Sequence | undefined;
  send(bytes: Uint8Array): void;
}

/** The events that the tail has read at once, on their way out: each stream gets its own in one chunk. */
export class Batch {
  private readonly sequences = new Sequences();
  private readonly receivers: Receiver[] = [];

  add(receiver: Receiver, event: EncodedEvent): void {
    if (!receiver.due) this.receivers.push(receiver);
    receiver.due = this.sequences.extend(receiver.due, event);
    if (receiver.due.size >= CHUNK_BYTES) flush(receiver);
  }

  flush(): void {
    for (const receiver of this.receivers) flush(receiver);
  }
}

function flush(receiver: Receiver): void {
  const { due } = receiver;
  if (!due) return;
  receiver.due = undefined;
  receiver.send(bytesOf(due));
}
