import { backoff } from "./backoff.ts";
import type { ConnectionOptions } from "./connection.ts";
import { poll } from "./polling.ts";
import type { FromLeader, Said } from "./tab_talk.ts";
import { type Watchdog, watchdog } from "./watchdog.ts";

/** How long a leader may be silent, in milliseconds: it speaks with every heartbeat. */
const SILENCE_TIMEOUT = 40_000;

/** How long a leader that runs takes to answer at most, in milliseconds. */
const ANSWER_TIMEOUT = 2_000;

type Heard = Extract<FromLeader, { after: number }>;

export interface Follower {
  start(say: (said: Said) => void): void;
  stop(): void;
  hear(said: FromLeader): void;
  /** Asks the leader for a sign of life; without one its place is taken. */
  ask(): void;
}

/** Follows what a leader says, fetches what it missed, and notices when nobody leads. */
export function createFollower(
  options: ConnectionOptions,
  takeOver: () => void,
): Follower {
  const { platform, arrivals, diagnostics } = options;
  let say: (said: Said) => void = () => {};
  let watch: Watchdog | null = null;
  let isAsking = false;
  let stopped = new AbortController();
  /** What was heard while what came before it is being fetched. */
  let heardMeanwhile: Heard[] | null = null;

  function onSilence(): void {
    if (!isAsking) return ask();
    diagnostics.trace("the leader does not answer");
    takeOver();
  }

  function ask(): void {
    if (!watch) return;
    isAsking = true;
    say({ kind: "hello" });
    // Not all at once: who is first is heard by the others.
    watch.allow(ANSWER_TIMEOUT * (1 + platform.random()));
  }

  function hear(said: FromLeader): void {
    if (isAsking) watch?.allow(SILENCE_TIMEOUT);
    else watch?.feed();
    isAsking = false;
    switch (said.kind) {
      case "status":
        return options.onStatus(said.status, said.roundTrip);
      case "signal":
        return arrivals.signal(said.signal);
      case "reset":
        return arrivals.reset(said.position);
      case "event":
      case "passed":
        return follow(said);
    } // a tab of another version may say more
  }

  function follow(said: Heard): void {
    if (heardMeanwhile) {
      heardMeanwhile.push(said);
    } else if (said.after > arrivals.position) {
      catchUp(said);
    } else {
      take(said);
    }
  }

  function take(said: Heard): void {
    if (said.kind === "event") arrivals.event(said.event);
    else arrivals.passed(said.position);
  }

  /** The leader is ahead: fetches what lies between, then goes on with what it says. */
  async function catchUp(first: Heard): Promise<void> {
    const { signal } = stopped;
    const heard = heardMeanwhile = [first];
    for (let attempt = 0; arrivals.position < first.after;) {
      const before = arrivals.position;
      const outcome = await poll({ ...options, onAnswer() {} }, 0, signal);
      if (signal.aborted || outcome.kind === "signedOut") return;
      // One that brings us no farther asks a server that is behind the leader's.
      if (outcome.kind === "worked" && arrivals.position > before) continue;
      const pause = backoff(attempt++, platform.random);
      await new Promise<void>((resolve) => platform.after(pause, resolve));
      if (signal.aborted) return;
    }
    heardMeanwhile = null;
    // Of these, too, one may be ahead: another tab may have come to lead.
    heard.forEach(follow);
  }

  return {
    start(speak) {
      say = speak;
      stopped = new AbortController();
      watch ??= watchdog(platform, SILENCE_TIMEOUT, onSilence);
    },
    stop() {
      stopped.abort();
      heardMeanwhile = null;
      isAsking = false;
      watch?.stop();
      watch = null;
    },
    hear,
    ask,
  };
}
