/** How often the event loop is looked at. */
const EVERY_MS = 1;

export interface Lag {
  /** For one moment in a hundred the loop was later than this, in milliseconds. */
  p99: number;
  max: number;
}

/**
 * How late the event loop comes to what is due, at each moment: one that it did not come to at all
 * counts as all the moments that it missed. The time in which this thread waited for a processor
 * that other threads had is the machine's, and left out (Linux alone tells it).
 */
export function measureLag(): { stop(): Lag } {
  const lags: number[] = [];
  let due = performance.now() + EVERY_MS;
  let waited = waitedForProcessor();
  let timer = setTimeout(look, EVERY_MS);
  return {
    stop() {
      clearTimeout(timer);
      lags.sort((one, other) => one - other);
      return { p99: lags[Math.floor(lags.length * 0.99)], max: lags.at(-1)! };
    },
  };

  function look(): void {
    const before = waited;
    waited = waitedForProcessor();
    const late = performance.now() - due - (waited - before);
    lags.push(Math.max(0, late));
    for (let missed = late - EVERY_MS; missed > 0; missed -= EVERY_MS) {
      lags.push(missed);
    }
    due = performance.now() + EVERY_MS;
    timer = setTimeout(look, EVERY_MS);
  }
}

/** In milliseconds; https://docs.kernel.org/scheduler/sched-stats.html, `/proc/<pid>/schedstat`. */
function waitedForProcessor(): number {
  if (Deno.build.os !== "linux") return 0;
  const [, waited] = Deno.readTextFileSync("/proc/thread-self/schedstat")
    .split(" ");
  return Number(waited) / 1e6;
}
