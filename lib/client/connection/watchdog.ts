import type { Platform } from "../page/platform.ts";

export interface Watchdog {
  /** There is life: the count begins again. */
  feed(): void;
  /** From now on, so much silence is borne, in milliseconds. */
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
