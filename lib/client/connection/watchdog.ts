import type { Platform } from "../page/platform.ts";

export interface Watchdog {
  /** Begins the count again: something has come. */
  feed(): void;
  /** Sets how much silence is allowed from now on, in milliseconds. */
  allow(silence: number): void;
  stop(): void;
}

/** Calls `onSilence` once, when it was not fed for `silence` milliseconds. */
export function watchdog(
  platform: Pick<Platform, "now" | "after">,
  silence: number,
  onSilence: () => void,
): Watchdog {
  let fedAt = platform.now();
  let cancel = platform.after(silence, check);

  /** One timer for a whole span, however often it is fed: it looks again when it fires. */
  function check() {
    const left = fedAt + silence - platform.now();
    if (left <= 0) onSilence();
    else cancel = platform.after(left, check);
  }

  return {
    feed: () => fedAt = platform.now(),
    allow(longer) {
      fedAt = platform.now();
      silence = longer;
      cancel();
      cancel = platform.after(silence, check);
    },
    stop: () => cancel(),
  };
}
