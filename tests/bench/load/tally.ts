import { Pattern } from "./pattern.ts";

/** What the subject of the message with this number is, in every server's events. */
export function subjectOf(number: number): string {
  return `#${number}#`;
}

const MESSAGE = new Pattern('"subject":"#');
const SIGNAL = new Pattern("event: unread:count");
const END = "#".charCodeAt(0);
const ZERO = "0".charCodeAt(0);

/** Longer than the text that is searched, so that a text cut by one read is found in the next. */
export const CARRIED = 32;

/** Counts, for each of many streams, which numbered messages have come, and how often. */
export class Tally {
  delivered = 0;
  signals = 0;
  repeated = 0;
  /** Numbers that no message should have. */
  strange = 0;
  reads = 0;
  bytes = 0;
  /** By number: when it came to the last stream, in ms since the epoch; else 0. */
  readonly lastAt: Float64Array;
  private readonly seen: Uint8Array;
  private readonly reached: Uint32Array;
  private readonly carry: Uint8Array;
  private readonly carried: Uint8Array;

  constructor(private readonly streams: number, readonly messages: number) {
    this.lastAt = new Float64Array(messages);
    this.reached = new Uint32Array(messages);
    this.seen = new Uint8Array(messages * streams);
    this.carry = new Uint8Array(CARRIED * streams);
    this.carried = new Uint8Array(streams);
  }

  /** Whether every stream has every message. */
  get isComplete(): boolean {
    return this.delivered === this.streams * this.messages;
  }

  get lost(): number {
    return this.streams * this.messages - this.delivered;
  }

  /**
   * Takes what one read brought to a stream: the bytes of `buffer` from `CARRIED` to `end`. Those
   * before are overwritten.
   */
  take(stream: number, buffer: Uint8Array, end: number): void {
    this.reads++;
    this.bytes += end - CARRIED;
    const start = CARRIED - this.carried[stream];
    const carry = stream * CARRIED;
    for (let n = start; n < CARRIED; n++) {
      buffer[n] = this.carry[carry + n - start];
    }
    const at = performance.timeOrigin + performance.now();
    this.countMessages(stream, buffer, start, end, at);
    this.countSignals(buffer, start, end);
    const kept = Math.min(CARRIED, end - start);
    for (let n = 0; n < kept; n++) {
      this.carry[carry + n] = buffer[end - kept + n];
    }
    this.carried[stream] = kept;
  }

  private countMessages(
    stream: number,
    buffer: Uint8Array,
    start: number,
    end: number,
    at: number,
  ): void {
    let next = start;
    while ((next = MESSAGE.after(buffer, next, end)) >= 0) {
      let number = 0;
      while (next < end && buffer[next] !== END) {
        number = number * 10 + buffer[next++] - ZERO;
      }
      // It is cut off and whole in the next read, or was whole in the last one.
      if (next === end || next < CARRIED) continue;
      this.count(stream, number, at);
    }
  }

  private count(stream: number, number: number, at: number): void {
    if (!(number >= 0 && number < this.messages)) this.strange++;
    else if (this.seen[stream * this.messages + number]++ > 0) this.repeated++;
    else {
      this.delivered++;
      if (++this.reached[number] === this.streams) this.lastAt[number] = at;
    }
  }

  private countSignals(buffer: Uint8Array, start: number, end: number): void {
    let next = start;
    while ((next = SIGNAL.after(buffer, next, end)) >= 0) {
      if (next > CARRIED) this.signals++;
    }
  }
}
