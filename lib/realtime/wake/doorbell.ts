import type { WakeSource } from "../live/metrics.ts";

/** Rings on other isolates. */
export interface Doorbell {
  /** There is something up to `position`. */
  ring(position: number): void;
  close(): void;
}

/** `answer` is called with its source when another isolate rings. */
export type DoorbellFactory = (
  answer: (position: number, source: WakeSource) => void,
) => Doorbell;
