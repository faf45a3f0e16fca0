const SECOND = 1_000;
const FIRST_RETRY = 5 * SECOND;
const LONGEST_RETRY = 3_600 * SECOND;
const SHORTEST_WAIT = 5 * SECOND;
const LONGEST_WAIT = 60 * SECOND;

/**
 * How long to wait after the failure of attempt `number`, in ms: from 5 s, doubled each time, up to
 * an hour; of that a random half to all, so that jobs which failed together do not come together.
 */
export function retryAfter(number: number, random = Math.random): number {
  const ceiling = Math.min(FIRST_RETRY * 2 ** (number - 1), LONGEST_RETRY);
  return jittered(ceiling, random);
}

/**
 * How long to wait, in ms, for a server that is away: a quarter of the time the job has waited so
 * far, but 5 s to a minute, with the same jitter.
 */
export function lookAgainAfter(waitedMs: number, random = Math.random): number {
  const pause = Math.min(Math.max(waitedMs / 4, SHORTEST_WAIT), LONGEST_WAIT);
  return jittered(pause, random);
}

/** A recurring job's pause with a jitter of 5 %, in ms. */
export function recurAfter(seconds: number, random = Math.random): number {
  return seconds * SECOND * (0.95 + 0.1 * random());
}

function jittered(ceiling: number, random: () => number): number {
  return ceiling * (0.5 + random() / 2);
}
