import { backoff } from "./backoff.ts";
import type { Outcome } from "./outcome.ts";

/** The ways to be connected, best first. */
export type Rung = "stream" | "longPoll" | "poll";

/** What to do next: pause for `pause` milliseconds, then try `rung`. */
export interface Step {
  rung: Rung;
  pause: number;
}

export interface Ladder {
  readonly rung: Rung;
  /** Every rung has failed; they go on being tried in turn. */
  readonly isOffline: boolean;
  /** Polling works, though the stream does not. */
  readonly hasFoothold: boolean;
  /** Where to go after an attempt on `rung` that ended like this. */
  after(outcome: Outcome, now: number): Step;
  /** How long the next poll may take, in milliseconds, before the stream gets its chance. */
  untilClimb(now: number): number;
  /** The attempt under way has got through, though it is not over. */
  gotThrough(): void;
  /** Something has changed, such as the network: begin at the top, without a pause. */
  restart(): void;
}

const DOWN: Record<Rung, Rung> = {
  stream: "longPoll",
  longPoll: "poll",
  poll: "stream",
};

/** How many failures in a row give up a rung: a single one may be a blink of the line. */
const PATIENCE: Record<Rung, number> = { stream: 2, longPoll: 2, poll: 1 };

const POLL_EVERY = 15_000;

/** How long polling goes on before the stream is tried again, in milliseconds; it doubles. */
const CLIMB_AFTER = 30_000;
const CLIMB_AT_LATEST = 300_000;

/** Falls from rung to rung as attempts fail, and climbs back to the top by itself. */
export function createLadder(random: () => number): Ladder {
  let rung: Rung = "stream";
  let isOffline = false;
  /** Failures in a row: on this rung, and since anything last worked. */
  let failuresHere = 0;
  let failures = 0;
  /** The rung on which polling works, and when the stream gets its next chance. */
  let foothold: Rung | null = null;
  let climbAt = 0;
  let climbAfter = 0;

  function worked(pollAgain: boolean, now: number): Step {
    failuresHere = 0;
    failures = 0;
    isOffline = false;
    if (rung === "stream") {
      letGo();
      return { rung, pause: backoff(0, random) };
    }
    if (foothold === null) climbAt = now + climbAfter;
    foothold = rung;
    if (now >= climbAt) return climb();
    const pause = rung === "poll" && !pollAgain
      ? Math.min(POLL_EVERY, climbAt - now)
      : 0;
    return { rung, pause };
  }

  function climb(): Step {
    climbAfter = Math.min(
      CLIMB_AT_LATEST,
      Math.max(CLIMB_AFTER, climbAfter * 2),
    );
    rung = "stream";
    return { rung, pause: 0 };
  }

  function failed(outcome: Outcome, now: number): Step {
    failuresHere++;
    if (rung === "stream" && foothold !== null) {
      // Polling goes on. Spread, so that many do not climb as one.
      climbAt = now + climbAfter * (0.8 + 0.2 * random());
      failuresHere = 0;
      rung = foothold;
      return { rung, pause: 0 };
    }
    const pause = outcome.kind === "busy"
      ? outcome.retryAfter + backoff(0, random)
      : backoff(failures++, random);
    if (outcome.kind === "silent" || outcome.kind === "forbidden") {
      // Not a blink, and the line itself stands: the next rung is tried at once.
      climbAfter = CLIMB_AFTER;
      return fall(0);
    }
    if (isOffline || failuresHere >= PATIENCE[rung]) return fall(pause);
    return { rung, pause };
  }

  function fall(pause: number): Step {
    failuresHere = 0;
    if (rung === "poll") {
      isOffline = true;
      letGo();
    }
    rung = DOWN[rung];
    return { rung, pause };
  }

  function letGo() {
    foothold = null;
    climbAfter = 0;
  }

  return {
    get rung() {
      return rung;
    },
    get isOffline() {
      return isOffline;
    },
    get hasFoothold() {
      return foothold !== null;
    },
    after: (outcome, now) =>
      outcome.kind === "worked"
        ? worked(outcome.pollAgain ?? false, now)
        : failed(outcome, now),
    untilClimb: (now) => foothold ? Math.max(0, climbAt - now) : climbAfter,
    gotThrough: () => isOffline = false,
    restart() {
      rung = "stream";
      failuresHere = 0;
      failures = 0;
      letGo();
    },
  };
}
