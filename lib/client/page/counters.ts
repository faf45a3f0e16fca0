import type { Signal } from "@preact/signals";
import type { Arrived } from "../connection/arrivals.ts";

/** A derived value, such as how much is unread, and the position at which it was true. */
export interface Counter {
  position: number;
  [field: string]: unknown;
}

/** The derived values of this reader, by type. */
export type Counters = Record<string, Counter>;

/** Keeps `counters` true: a value that is older than the one that is known is ignored. */
export function createCounters(
  counters: Signal<Counters>,
): { apply(arrived: Arrived): void; forgetPositions(): void } {
  /** The values that an older one must not replace. */
  let known = counters.value;
  return {
    apply(arrived) {
      if ("id" in arrived) return;
      const { type } = arrived;
      const counter = arrived.data.payload as Counter | null | undefined;
      // Other signals (typing, presence) have no position.
      if (typeof counter?.position !== "number") return;
      if (counter.position < known[type]?.position) return;
      known = { ...known, [type]: counter };
      counters.value = { ...counters.value, [type]: counter };
    },
    /** After a reset the log may be another one, with lower positions; values stay until new ones come. */
    forgetPositions: () => void (known = {}),
  };
}
