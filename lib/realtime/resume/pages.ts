import type { EncodedEvent } from "../live/encode.ts";

/** How long a page is handed on: a herd of readers comes within that time. */
const FORGET_AFTER_MS = 1_000;

/** How much is kept, events and chunks; beyond it, pages are forgotten earlier. */
const MAX_BYTES = 16 * 1_048_576;

/** A stretch of the log, and the log's two ends when it was read. */
export interface Stretch {
  events: EncodedEvent[];
  head: number;
  floor: number;
}

/**
 * The stretches of the log that were read a moment ago. After a restart a whole herd asks for the
 * same ones: each is read and put together once. One from a moment ago is true, only shorter than
 * it would be now, but for what was redacted.
 */
export class Pages {
  private readonly known = new Map<string, Promise<Page>>();
  private bytes = 0;
  /** Grows with each redaction that this isolate has heard of. */
  era = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly maxBytes = MAX_BYTES) {}

  /** The page of `tenantId` past `position`: `read` now, or by somebody else just before. */
  async after(
    tenantId: string,
    position: number,
    read: () => Promise<Stretch>,
  ): Promise<Page> {
    for (;;) {
      const page = await this.readOnce(`${tenantId}/${position}`, read);
      if (this.isCurrent(page)) return page;
    }
  }

  /** Whether no redaction has come since the page was asked for. */
  isCurrent(page: Page): boolean {
    return page.era === this.era;
  }

  /** Something was redacted: what was read before, or is being read, must not go out. */
  startAnew(): void {
    this.era++;
    this.forget();
  }

  private readOnce(key: string, read: () => Promise<Stretch>): Promise<Page> {
    const known = this.known.get(key);
    if (known) return known;

    const { era } = this;
    const page = read().then((stretch) =>
      new Page(stretch, era, (bytes) => this.weigh(bytes))
    );
    this.known.set(key, page);
    this.timer ??= setTimeout(() => this.forget(), FORGET_AFTER_MS);
    page.then(({ events }) => {
      // A reader that gets an empty page asks again from the same position.
      if (events.length === 0) this.known.delete(key);
      this.weigh(events.reduce((sum, { bytes }) => sum + bytes.byteLength, 0));
    }, () => this.known.delete(key));
    return page;
  }

  forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.known.clear();
    this.bytes = 0;
  }

  private weigh(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.maxBytes) this.forget();
  }
}

export class Page {
  readonly events: EncodedEvent[];
  readonly head: number;
  readonly floor: number;
  /** `null`: one stream has asked for it. */
  private readonly chunks = new Map<string, Uint8Array | null>();

  constructor(
    { events, head, floor }: Stretch,
    readonly era: number,
    private readonly onKept: (bytes: number) => void,
  ) {
    this.events = events;
    this.head = head;
    this.floor = floor;
  }

  /**
   * The bytes of some of the events, named by their places. Kept from the second stream on that
   * asks for the same: what only one reader sees would be kept for nobody.
   */
  bytesOf(places: number[]): Uint8Array {
    if (places.length === 1) return this.events[places[0]].bytes;
    const key = places.join();
    const known = this.chunks.get(key);
    if (known) return known;
    const bytes = concatenate(places.map((place) => this.events[place].bytes));
    this.chunks.set(key, known === null ? bytes : null);
    if (known === null) this.onKept(bytes.byteLength);
    return bytes;
  }
}

export function concatenate(parts: Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.byteLength;
  }
  return whole;
}
