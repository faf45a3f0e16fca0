import { type Backend, type FaultKind, KINDS } from "./faults.ts";
import { seeded } from "./random.ts";
import { ISOLATES } from "../isolates/cluster.ts";

/** One thing that goes wrong. */
export interface Fault {
  /** Milliseconds from the beginning. */
  at: number;
  kind: FaultKind;
  /** Which isolate, for a fault that has one. */
  isolate: number;
  /** A duration in milliseconds, whose meaning depends on the kind. */
  lasts: number;
}

/** How hard a run is. */
export interface Hardship {
  seconds: number;
  /** How many isolates are killed with SIGKILL; the other faults come on top. */
  kills: number;
}

/**
 * Milliseconds from one other fault to the next, on the average. A libSQL server gives up a
 * transaction that has lost its client after five seconds, and nobody can write until then: with
 * more faults than these there would be no load to speak of.
 */
const BETWEEN_MS: Record<Backend, number> = { file: 1_800, sqld: 3_600 };

/** The faults of a run over this backend: the same ones, at the same times, for the same seed. */
export function schedule(
  seed: number,
  { seconds, kills }: Hardship,
  backend: Backend,
): Fault[] {
  const random = seeded(seed);
  const end = seconds * 1_000;
  const others = (Object.keys(KINDS) as FaultKind[]).filter((kind) => {
    const over: Backend[] = KINDS[kind].over;
    return kind !== "kill" && over.includes(backend);
  });
  const fault = (kind: FaultKind, at: number): Fault => ({
    at: Math.round(at),
    kind,
    isolate: random.between(0, ISOLATES - 1),
    lasts: random.between(...KINDS[kind].lasts),
  });
  const faults = Array.from(
    { length: kills },
    // Each kill is at a random time within its own part of the run, so that they are spread.
    (_, n) => fault("kill", (n + random.next()) * end / kills),
  );
  for (let n = 0; n < end / BETWEEN_MS[backend]; n++) {
    faults.push(fault(random.pick(others), random.next() * end));
  }
  return faults.sort((a, b) => a.at - b.at);
}
