import type { Database } from "../../db/database.ts";
import type { Log } from "../../log.ts";
import { apply } from "../membership.ts";
import { encode } from "../live/encode.ts";
import type { EventStream } from "../live/event_stream.ts";
import { bounds, readTenantAfter } from "../log/log.ts";
import type { Page, Part, Stretch } from "./page.ts";
import { alignedPage, READ_AT_ONCE } from "./aligned_page.ts";
import type { Pages } from "./pages.ts";
import type { Tail } from "../live/tail.ts";
import { encodeReset } from "../live/wire.ts";

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
  const { tenantId, topics } = stream.subscriber;
  let page: Page | undefined;
  let parts: Part[] = [];
  let sent = 0;

  return async () => {
    for (;;) {
      if (stream.ended) return "level";
      if (!page || sent === parts.length || !pages.isCurrent(page)) {
        if (stream.position >= tail.cursor) {
          page = undefined; // or the stream would hold it for as long as it lives
          parts = [];
          join();
          return "level";
        }
        // A page, not all: a reader that stands still would keep it all from being forgotten.
        page = await readPageAtLast();
        if (!page) continue;
        parts = page.partsFor(stream);
        sent = 0;
      }
      if (sendPart(page)) return "more";
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
    const events = tail.ring.after(position, READ_AT_ONCE);
    if (events) {
      return { events: alignedPage(events), head: tail.cursor, floor: 0 };
    }
    return await db.read(async (tx) => {
      const rows = await readTenantAfter(tx, tenantId, position, READ_AT_ONCE);
      return { ...await bounds(tx), events: alignedPage(rows).map(encode) };
    });
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

  /** Queues the next part of the page; `true` when the reader has to drain before there is more. */
  function sendPart(page: Page): boolean {
    const part = parts[sent];
    if (part.size > stream.room) return true;
    sent++;
    apply(topics, part.changes);
    stream.position = Math.max(stream.position, part.upTo);
    if (part.size > 0) stream.send(page.bytesOf(part));
    // What ends it may have come before the stream was there for the hub to end.
    if (part.isEnd) stream.end("session");
    return part.size > 0;
  }
}
