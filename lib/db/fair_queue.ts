/**
 * Who waits, in the order of their turns: one of each caller after the other, however many one of
 * them has brought; those of one caller in the order they came.
 */
export class FairQueue<T> {
  /** The caller whose turn it is comes first. */
  private readonly lines = new Map<string, T[]>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  push(item: T, caller = ""): void {
    const line = this.lines.get(caller);
    if (line) line.push(item);
    else this.lines.set(caller, [item]);
    this.count++;
  }

  /** The next of those callers whom `isLet` lets through. */
  shift(isLet = (_caller: string) => true): T | undefined {
    for (const [caller, line] of this.lines) {
      if (!isLet(caller)) continue;
      const item = line.shift();
      this.lines.delete(caller);
      if (line.length > 0) this.lines.set(caller, line);
      this.count--;
      return item;
    }
  }
}
