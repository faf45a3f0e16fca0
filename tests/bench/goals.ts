import type { Peer } from "./contenders.ts";
import type { Results } from "./repetitions.ts";
import { median, ratio } from "./statistics.ts";

/** A figure, by repetition, of Harbor and of the peers measured beside it. */
export type Figures = { harbor: number[] } & Partial<Record<Peer, number[]>>;

/** What a figure, or its ratio to a peer's, may be at most, or must be at least. */
export interface Bound {
  sign: "≤" | "≥";
  limit: number;
  by?: Peer;
}

/** A figure beside its goal. */
export interface Outcome {
  what: string;
  unit: string;
  /** All must hold. */
  goal: Bound[];
  figures: Figures;
}

export function atMost(limit: number, by?: Peer): Bound {
  return { sign: "≤", limit, by };
}

export function atLeast(limit: number, by?: Peer): Bound {
  return { sign: "≥", limit, by };
}

/** One figure of Harbor's results and of its peers'. */
export function figuresOf<Result>(
  { harbor, nchan, naive, plain }: Results<Result>,
  figure: (result: Result) => number,
): Figures {
  return {
    harbor: harbor.map(figure),
    nchan: nchan?.map(figure),
    naive: naive?.map(figure),
    plain: plain?.map(figure),
  };
}

/** Whether Harbor's median keeps to each bound; `undefined` when a bound's peer is not there. */
export function isReached({ goal, figures }: Outcome): boolean | undefined {
  if (goal.some(({ by }) => by && !figures[by])) return undefined;
  return goal.every(({ sign, limit, by }) => {
    const value = by
      ? ratio(figures.harbor, figures[by]!)
      : median(figures.harbor);
    return sign === "≤" ? value <= limit : value >= limit;
  });
}
