/** More than this, in ms, and a caller has used much. */
const MUCH_MS = 50;

/** How much of what was used is forgotten in a second, in ms: a twentieth of one processor. */
const FORGOTTEN_A_SECOND_MS = 50;

/** Past these many callers, those are forgotten who have not used anything of late. */
const CALLERS = 1_000;

/** How long the turns of each caller took of late. */
export class RecentUse {
  /** In ms; `at` says when it was so, on the clock of `performance.now()`. */
  private readonly used = new Map<string, { ms: number; at: number }>();

  note(caller: string, ms: number): void {
    if (caller === "") return;
    const now = performance.now();
    this.used.set(caller, { ms: this.of(caller, now) + ms, at: now });
    if (this.used.size > CALLERS) this.forget(now);
  }

  isMuch(caller: string): boolean {
    return this.of(caller, performance.now()) > MUCH_MS;
  }

  private of(caller: string, now: number): number {
    const used = this.used.get(caller);
    if (!used) return 0;
    const forgotten = (now - used.at) * FORGOTTEN_A_SECOND_MS / 1_000;
    return Math.max(0, used.ms - forgotten);
  }

  private forget(now: number): void {
    for (const caller of this.used.keys()) {
      if (this.of(caller, now) === 0) this.used.delete(caller);
    }
  }
}
