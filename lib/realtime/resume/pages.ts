import { CHUNK_BYTES } from "../live/batch.ts";
import { Page, type Stretch } from "./page.ts";

/** How long a page is handed on: a herd of readers comes within that time. */
const FORGET_AFTER_MS = 1_000;

/** How much is kept, events and chunks; beyond it, pages are forgotten earlier. */
const MAX_BYTES = 16 * 1_048_576;

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

  constructor(
    /** The most that a stream is sent at once. */
    private readonly partBytes = CHUNK_BYTES,
    private readonly maxBytes = MAX_BYTES,
  ) {}

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
      new Page(stretch, era, this.partBytes, (bytes) => this.weigh(bytes))
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
