import type { Database } from "../../db/database.ts";
import type { Log } from "../../log.ts";
import { CHUNK_BYTES } from "../live/batch.ts";
import { apply } from "../membership.ts";
import { encode } from "../live/encode.ts";
import { entitled } from "../entitled.ts";
import type { EventStream } from "../live/event_stream.ts";
import { bounds, readTenantAfter } from "../log/log.ts";
import { concatenate, type Page, type Pages, type Stretch } from "./pages.ts";
import type { Tail } from "../live/tail.ts";
import { encodeReset } from "../live/wire.ts";

const PAGE = 100;

/**
 * Brings a stream from its position to the tail's cursor. Each call queues about one chunk, from
 * the ring where it reaches back far enough, else from the log, and moves the position past all
 * that it looked at. `join` is called in the same tick in which the two meet, so that nothing can
 * come between.
 */
export function replay(
  { db, log, tail, pages }: {
    db: Database;
    log: Log;
    tail: Tail;
    pages: Pages;
  },
  stream: EventStream,
  join: () => void,
): () => Promise<"more" | "level"> {
  const { tenantId, userId, topics } = stream.subscriber;
  let page: Page | undefined;
  let seen = 0;

  return async () => {
    for (;;) {
      if (stream.ended) return "level";
      if (!page || seen === page.events.length || !pages.isCurrent(page)) {
        if (stream.position >= tail.cursor) {
          page = undefined; // or the stream would hold it for as long as it lives
          join();
          return "level";
        }
        // A page, not all: a reader that stands still would keep it all from being forgotten.
        page = await readPageAtLast();
        seen = 0;
        if (!page) continue;
      }
      if (sendChunk(page)) return "more";
    }
  };

  /** Waits, if need be, until the database is there again: the stream stays open meanwhile. */
  async function readPageAtLast(): Promise<Page | undefined> {
    for (let pause = 250; !stream.ended; pause = Math.min(pause * 2, 5_000)) {
      try {
        return judge(await pages.after(tenantId, stream.position, readPage));
      } catch (error) {
        const { clientId, position } = stream;
        log.error("replay.read_failed", error, { clientId, position });
      }
      const jittered = pause * (0.5 + Math.random());
      await new Promise((resolve) => setTimeout(resolve, jittered));
    }
  }

  /** From the ring where it reaches back far enough, else from the log. */
  async function readPage(): Promise<Stretch> {
    const { position } = stream;
    const events = tail.ring.after(position, PAGE);
    if (events) return { events, head: tail.cursor, floor: 0 };
    return await db.read(async (tx) => ({
      ...await bounds(tx),
      events: (await readTenantAfter(tx, tenantId, position, PAGE)).map(encode),
    }));
  }

  /** Takes the stream past what the page says of the log's ends; `undefined` when that is all of it. */
  function judge(read: Page): Page | undefined {
    const { floor, head, events } = read;
    if (floor > stream.position) {
      // Pruned while we were reading: say so, instead of going on behind a gap.
      const reason = "the log was pruned past this position during the replay";
      stream.send(encodeReset(reason, head));
      // Which topics were joined and left meanwhile is lost as well: it comes again from there.
      stream.end("pruned");
      return undefined;
    }
    if (events.length > 0) return read;
    stream.position = Math.max(stream.position, head);
  }

  /** Queues what fits of the page; `true` when the reader has to drain before there is more. */
  function sendChunk(page: Page): boolean {
    const { room } = stream;
    const due: number[] = [];
    const parts: Uint8Array[] = [];
    let size = 0;
    let isEnding = false;
    for (; seen < page.events.length; seen++) {
      const event = page.events[seen];
      // It may have come before the stream was there for the hub to end.
      isEnding = stream.isEndedBy(event);
      if (isEnding) break;
      const shown = !event.control && entitled(event, stream.subscriber) &&
        stream.show(event);
      if (shown) {
        const next = size + shown.bytes.byteLength;
        if (next > (size === 0 ? room : Math.min(room, CHUNK_BYTES))) break;
        due.push(seen);
        parts.push(shown.bytes);
        size = next;
      }
      apply(topics, event.changes?.get(userId));
      stream.position = event.id;
    }
    if (due.length > 0) {
      // Others want the same bytes, but for those in words of their own.
      stream.send(stream.lens ? concatenate(parts) : page.bytesOf(due));
    }
    if (isEnding) stream.end("session");
    return due.length > 0 || seen < page.events.length;
  }
}
