import type { Database } from "../db/database.ts";
import type { Log } from "../log.ts";
import { encode } from "./encode.ts";
import { entitled } from "./entitled.ts";
import type { EventStream } from "./event_stream.ts";
import { bounds, readTenantAfter } from "./log.ts";
import type { EncodedEvent } from "./ring.ts";
import type { Tail } from "./tail.ts";
import { encodeReset } from "./wire.ts";

const PAGE = 100;

/** About what one write to a socket takes. */
const CHUNK_BYTES = 65_536;

/**
 * Brings a stream from its position to the tail's cursor. Each call queues about one chunk, from
 * the ring where it reaches back far enough, else from the log, and moves the position past all
 * that it looked at. `join` is called in the same tick in which the two meet, so that nothing can
 * come between.
 */
export function replay(
  { db, log, tail }: { db: Database; log: Log; tail: Tail },
  stream: EventStream,
  join: () => void,
): () => Promise<"more" | "level"> {
  let page: EncodedEvent[] = [];

  return async () => {
    for (;;) {
      if (stream.ended) return "level";
      if (page.length === 0) {
        if (stream.position >= tail.cursor) {
          join();
          return "level";
        }
        // A page, not all: a reader that stands still would keep it all from being forgotten.
        page = tail.ring.after(stream.position, PAGE) ??
          await readPageAtLast();
      }
      if (sendChunk()) return "more";
    }
  };

  /** Waits, if need be, until the database is there again: the stream stays open meanwhile. */
  async function readPageAtLast(): Promise<EncodedEvent[]> {
    for (let pause = 250; !stream.ended; pause = Math.min(pause * 2, 5_000)) {
      try {
        return await readPage();
      } catch (error) {
        const { clientId, position } = stream;
        log.error("replay.read_failed", error, { clientId, position });
      }
      const jittered = pause * (0.5 + Math.random());
      await new Promise((resolve) => setTimeout(resolve, jittered));
    }
    return [];
  }

  /** The next events of the tenant; with none left, the position jumps to the snapshot's head. */
  async function readPage(): Promise<EncodedEvent[]> {
    const { tenantId } = stream.subscriber;
    const { floor, head, rows } = await db.read(async (tx) => ({
      ...await bounds(tx),
      rows: await readTenantAfter(tx, tenantId, stream.position, PAGE),
    }));
    if (floor > stream.position) {
      // Pruned while we were reading: say so, instead of going on behind a gap.
      stream.send(
        encodeReset(
          "the log was pruned past this position during the replay",
          head,
        ),
      );
      stream.position = head;
      return [];
    }
    if (rows.length === 0) stream.position = Math.max(stream.position, head);
    return rows.map(encode);
  }

  /** Queues what fits of the page; `true` when the reader has to drain before there is more. */
  function sendChunk(): boolean {
    const chunk: Uint8Array[] = [];
    let size = 0;
    let seen = 0;
    let isEnding = false;
    for (const event of page) {
      // It may have come before the stream was there for the hub to end.
      isEnding = stream.isEndedBy(event);
      if (isEnding) break;
      const skip = event.control !== undefined ||
        !entitled(event, stream.subscriber);
      if (!skip) {
        const next = size + event.bytes.byteLength;
        const fits = size === 0
          ? stream.hasRoomFor(next)
          : next <= CHUNK_BYTES && stream.hasRoomFor(next);
        if (!fits) break;
        chunk.push(event.bytes);
        size = next;
      }
      stream.position = event.id;
      seen++;
    }
    page = page.slice(seen);
    if (size > 0) stream.send(concatenate(chunk, size));
    if (isEnding) stream.end("session");
    return size > 0 || page.length > 0;
  }
}

function concatenate(chunks: Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
