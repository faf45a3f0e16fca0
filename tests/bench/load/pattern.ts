/** A text to look for in bytes, by Horspool's method: most bytes are skipped unread. */
export class Pattern {
  readonly bytes: Uint8Array;
  private readonly skip: Uint8Array;

  constructor(text: string) {
    this.bytes = new TextEncoder().encode(text);
    const last = this.bytes.length - 1;
    this.skip = new Uint8Array(256).fill(this.bytes.length);
    for (let n = 0; n < last; n++) this.skip[this.bytes[n]] = last - n;
  }

  /** The index behind the next occurrence between `from` and `end`, or -1. */
  after(buffer: Uint8Array, from: number, end: number): number {
    const { bytes, skip } = this;
    const last = bytes.length - 1;
    for (let at = from + last; at < end; at += skip[buffer[at]]) {
      let n = last;
      while (n >= 0 && buffer[at - last + n] === bytes[n]) n--;
      if (n < 0) return at + 1;
    }
    return -1;
  }
}
