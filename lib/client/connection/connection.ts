import type { Arrivals } from "./arrivals.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { createLadder, type Rung } from "./ladder.ts";
import { linkedAbort } from "./linked_abort.ts";
import type { Outcome } from "./outcome.ts";
import type { Platform } from "../page/platform.ts";
import { poll } from "./polling.ts";
import type { Session } from "../page/session.ts";
import { readStream } from "./stream.ts";
import type { ConnectionState, Me } from "../page/view.ts";

export type Status = ConnectionState["status"];

export interface ConnectionOptions {
  platform: Platform;
  session: Session;
  /** For whom the page was rendered. */
  reader: Pick<Me, "tenantId" | "userId">;
  arrivals: Arrivals;
  diagnostics: Diagnostics;
  /** `roundTrip` in milliseconds where it was measured. */
  onStatus(status: Status, roundTrip: number | null): void;
  /** A newer window took this one's place, and it is not looked at; or that is over. */
  onSuspended?(isSuspended: boolean): void;
}

export interface Connection {
  start(): void;
  /** Closes at once. What has come stays; `start` goes on behind it. */
  stop(): void;
  /** Tries now what would be tried later, and anew what may have died unnoticed. */
  hurry(): void;
  /** Begins anew with the stream, unless it is well: the network has changed, or the reader asks. */
  restart(): void;
}

/** The longest wait that the server grants, in seconds. */
const LONG_POLL = 25;

/** A stream that was silent for longer than a heartbeat is not trusted any more; milliseconds. */
const DOUBTFUL_AFTER = 20_000;

/** Keeps `arrivals` supplied, by the best way that works, until it is stopped. */
export function createConnection(options: ConnectionOptions): Connection {
  const { platform, diagnostics } = options;
  const ladder = createLadder(platform.random);
  let status: Status = "connecting";
  let running: AbortController | null = null;
  let attempt: AbortController | null = null;
  let endPause: (() => void) | null = null;
  let heardAt = 0;
  let isSuspended = false;

  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      attempt = linkedAbort(signal);
      diagnostics.counts.attempts++;
      const outcome = await tryRung(ladder.rung, attempt.signal);
      if (signal.aborted || outcome.kind === "signedOut") return;
      if (outcome.kind === "replaced") {
        await suspend(signal);
      } else if (!attempt.signal.aborted) {
        const attempted = ladder.rung;
        const { rung, pause } = ladder.after(outcome, platform.now());
        diagnostics.trace(`${attempted} ${outcome.kind}`, {
          next: rung,
          pause,
        });
        show(statusAfter(attempted, outcome));
        if (pause > 0) await pauseFor(pause, signal);
      } else if (!platform.isOnline()) {
        show("offline");
      }
    }
  }

  function tryRung(rung: Rung, signal: AbortSignal): Promise<Outcome> {
    if (rung === "stream") {
      return readStream({
        ...options,
        onConnected(roundTrip) {
          diagnostics.counts.streams++;
          ladder.gotThrough();
          show("live", roundTrip);
        },
        onLife: () => heardAt = platform.now(),
      }, signal);
    }
    const onAnswer = (roundTrip: number | null) => show("polling", roundTrip);
    return poll({ ...options, onAnswer }, waitOf(rung), signal);
  }

  /** How long the server may wait with its answer, in seconds. */
  function waitOf(rung: Rung): number {
    // The first poll asks only whether polling works at all: then the answer comes at once.
    if (rung === "poll" || !ladder.hasFoothold) return 0;
    const untilClimb = Math.ceil(ladder.untilClimb(platform.now()) / 1_000);
    return Math.min(LONG_POLL, untilClimb);
  }

  function statusAfter(attempted: Rung, outcome: Outcome): Status {
    if (ladder.isOffline || !platform.isOnline()) return "offline";
    const isPolling = attempted === "stream"
      ? status === "polling"
      : outcome.kind === "worked";
    return isPolling ? "polling" : "connecting";
  }

  function show(next: Status, roundTrip: number | null = null): void {
    status = next;
    options.onStatus(status, roundTrip);
  }

  /** Waits until somebody looks at this window again. */
  async function suspend(signal: AbortSignal): Promise<void> {
    isSuspended = true;
    show("offline");
    options.onSuspended?.(true);
    await pauseFor(Infinity, signal);
    isSuspended = false;
    options.onSuspended?.(false);
    ladder.restart();
  }

  function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = milliseconds === Infinity
        ? () => {}
        : platform.after(milliseconds, end);
      signal.addEventListener("abort", end);
      endPause = end;

      function end() {
        cancel();
        signal.removeEventListener("abort", end);
        endPause = null;
        resolve();
      }
    });
  }

  function hurry(): void {
    if (isSuspended && !platform.isVisible()) return;
    if (status === "live" && !isHealthy()) return interrupt();
    if (ladder.isOffline) ladder.restart();
    endPause?.();
  }

  function restart(): void {
    if (isHealthy()) return;
    ladder.restart();
    interrupt();
  }

  function onVisibilityChange(): void {
    if (platform.isVisible()) hurry();
  }

  function isHealthy(): boolean {
    return status === "live" && platform.now() - heardAt < DOUBTFUL_AFTER;
  }

  function interrupt(): void {
    attempt?.abort();
    if (!isSuspended) endPause?.();
  }

  platform.on("online", restart);
  platform.on("offline", interrupt);
  platform.on("visibilitychange", onVisibilityChange);

  return {
    start() {
      if (running) return;
      running = new AbortController();
      ladder.restart();
      show("connecting");
      run(running.signal);
    },
    stop() {
      running?.abort();
      running = null;
    },
    hurry,
    restart,
  };
}
