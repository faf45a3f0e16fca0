import type { Clock } from "../../lib/clock.ts";

/** A clock that stands still until it is told to move. */
export interface SettableClock extends Clock {
  set(time: Date | string): void;
  advance(milliseconds: number): void;
}

export function settableClock(start: Date | string): SettableClock {
  let time = new Date(start).getTime();
  return {
    now: () => new Date(time),
    set: (to) => time = new Date(to).getTime(),
    advance: (milliseconds) => time += milliseconds,
  };
}
