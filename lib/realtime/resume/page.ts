import type { EncodedEvent } from "../live/encode.ts";
import type { EventStream } from "../live/event_stream.ts";
import { entitled } from "../entitled.ts";
import { apply, type TopicChange } from "../membership.ts";

/** A stretch of the log, and the log's two ends when it was read. */
export interface Stretch {
  events: EncodedEvent[];
  head: number;
  floor: number;
}

/** What a stream is sent at once of a page. */
export interface Part {
  /** Its events, as they are shown. */
  pieces: Uint8Array[];
  size: number;
  /** Two of a page with the same name have the same bytes. */
  name: string;
  /** The stream has passed all up to this id then. */
  upTo: number;
  /** What became of its topics meanwhile. */
  changes: TopicChange[];
  /** What comes next ends the stream. */
  isEnd: boolean;
}

/**
 * A stretch of the log for all who ask for it. Those who read alike, with the same topics and the
 * same view, are sent the same bytes: what is theirs is picked out and put together once.
 */
export class Page {
  readonly events: EncodedEvent[];
  readonly head: number;
  readonly floor: number;
  /** The few that may end a stream, or change its topics. */
  private readonly turns: EncodedEvent[];
  private readonly parts = new Map<string, Part[]>();
  /** By the part's name. */
  private readonly chunks = new Map<string, Uint8Array>();
  private readers = 0;

  constructor(
    { events, head, floor }: Stretch,
    readonly era: number,
    private readonly partBytes: number,
    private readonly onKept: (bytes: number) => void,
  ) {
    this.events = events;
    this.head = head;
    this.floor = floor;
    this.turns = events.filter(({ control, changes }) => control || changes);
  }

  /** The page as `stream` is sent it; its topics are those at the page's beginning. */
  partsFor(stream: EventStream): Part[] {
    this.readers++;
    if (this.turns.some((event) => stream.isEndedBy(event))) {
      return this.divide(stream);
    }
    const key = this.readingOf(stream);
    let parts = this.parts.get(key);
    if (!parts) this.parts.set(key, parts = this.divide(stream));
    return parts;
  }

  /** Whoever has the same reading is sent the same. */
  private readingOf({ subscriber, lens }: EventStream): string {
    const { tenantId, userId, topics } = subscriber;
    const isChanged = this.turns.some(({ changes }) => changes?.has(userId));
    return JSON.stringify([
      tenantId,
      [...topics].sort(),
      lens?.view.vocabulary?.name,
      lens?.view.types && [...lens.view.types].sort(),
      isChanged && userId,
    ]);
  }

  private divide(stream: EventStream): Part[] {
    const { subscriber, lens } = stream;
    const member = { ...subscriber, topics: new Set(subscriber.topics) };
    const emptyPart = (): Part => ({
      pieces: [],
      size: 0,
      name: `${lens?.view.vocabulary?.name ?? ""}:`,
      upTo: 0,
      changes: [],
      isEnd: false,
    });
    let part = emptyPart();
    const parts = [part];
    for (const [place, event] of this.events.entries()) {
      part.isEnd = stream.isEndedBy(event);
      if (part.isEnd) break;
      const shown = !event.control && entitled(event, member) &&
        stream.show(event);
      if (shown) {
        const { bytes } = shown;
        const isFull = part.size + bytes.byteLength > this.partBytes;
        if (isFull && part.size > 0) parts.push(part = emptyPart());
        part.pieces.push(bytes);
        part.size += bytes.byteLength;
        part.name += `${place},`;
      }
      const changes = event.changes?.get(member.userId) ?? [];
      apply(member.topics, changes);
      part.changes.push(...changes);
      part.upTo = event.id;
    }
    return parts;
  }

  /** Kept where there are several readers: a chunk for one alone would be kept for nobody. */
  bytesOf({ pieces, name }: Part): Uint8Array {
    if (pieces.length === 1) return pieces[0];
    const known = this.chunks.get(name);
    if (known) return known;
    const bytes = concatenate(pieces);
    if (this.readers > 1) {
      this.chunks.set(name, bytes);
      this.onKept(bytes.byteLength);
    }
    return bytes;
  }
}

function concatenate(pieces: Uint8Array[]): Uint8Array {
  const size = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}
