/** Enough for the database's connections to open their files, and a listener to come back. */
const RESERVE = 64;

/** How soon it is tried again to take back what others still have, in ms. */
const PAUSE_MS = 250;

/**
 * Descriptors that are held for nothing but to be let go when all others are used up: then files can
 * still be opened, by what serves those who are connected.
 */
export class Reserve {
  private readonly held: Deno.FsFile[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.fill();
  }

  /** Lets all go, and takes them back as soon as there are as many to spare. */
  release(): void {
    for (const file of this.held.splice(0)) file.close();
    this.timer ??= setTimeout(() => this.refill(), PAUSE_MS);
    Deno.unrefTimer(this.timer);
  }

  private refill(): void {
    this.timer = undefined;
    if (!this.fill()) this.release();
  }

  private fill(): boolean {
    try {
      while (this.held.length < RESERVE) {
        this.held.push(Deno.openSync("/dev/null"));
      }
      return true;
    } catch {
      return false;
    }
  }
}
