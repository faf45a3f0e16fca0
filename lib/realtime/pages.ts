import type { EncodedEvent } from "./ring.ts";
import { Sequences } from "./sequence.ts";

/** So long a page is handed on: a herd comes within it, and what is redacted is soon gone. */
const FORGET_AFTER_MS = 1_000;

/** Of the events of all pages; past it they are forgotten earlier. */
const MAX_BYTES = 16 * 1_048_576;

/** A stretch of the log, on its way to those who come back. */
export interface Page {
  events: EncodedEvent[];
  /** What streams get of it, put together once for all that get the same. */
  sequences: Sequences;
  /** The log's ends when the page was read. */
  head: number;
  floor: number;
}

/**
 * The pages that were read a moment ago. After a restart a whole herd asks for the same ones: each
 * is read and put together once. A page from a moment ago is true, only shorter than it would be now.
 */
export class Pages {
  private readonly known = new Map<string, Promise<Page>>();
  private bytes = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** The page of `tenantId` past `position`: `read` now, or by somebody else just before. */
  after(
    tenantId: string,
    position: number,
    read: () => Promise<Page>,
  ): Promise<Page> {
    const key = `${tenantId}/${position}`;
    const known = this.known.get(key);
    if (known) return known;
    const page = read();
    this.known.set(key, page);
    this.timer ??= setTimeout(() => this.forget(), FORGET_AFTER_MS);
    page.then((read) => this.weigh(key, read), () => this.known.delete(key));
    return page;
  }

  forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.known.clear();
    this.bytes = 0;
  }

  private weigh(key: string, { events }: Page): void {
    // Who gets an empty page asks again, from the same position.
    if (events.length === 0) this.known.delete(key);
    for (const { bytes } of events) this.bytes += bytes.byteLength;
    if (this.bytes > MAX_BYTES) this.forget();
  }
}
