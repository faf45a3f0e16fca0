import type { Arrivals } from "./arrivals.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { linkedAbort } from "./linked_abort.ts";
import { type Outcome, outcomeOfRefusal } from "./outcome.ts";
import type { Platform } from "../page/platform.ts";
import { type Session, SignedOutError } from "../page/session.ts";
import { isLogged, takeSignals } from "./wire.ts";

/** What `GET /api/messaging/events` answers. */
interface PolledEvents {
  events: unknown[];
  /** The last id looked at. */
  position: number;
  derived: unknown;
  signals: unknown;
  reset: { reason: string; position: number } | null;
}

const PAGE = 500;

/** How much longer than `wait` an answer may take; in milliseconds. */
const ANSWER_TIMEOUT = 15_000;

export interface PollOptions {
  platform: Platform;
  session: Session;
  arrivals: Arrivals;
  diagnostics: Diagnostics;
  /** It has answered, `roundTrip` milliseconds after the request; `null` if it was to wait. */
  onAnswer(roundTrip: number | null): void;
}

/** Asks once for what comes after `arrivals.position`; the server waits up to `wait` seconds. */
export async function poll(
  { platform, session, arrivals, diagnostics, onAnswer }: PollOptions,
  wait: number,
  signal: AbortSignal,
): Promise<Outcome> {
  const stop = linkedAbort(signal);
  const cancel = platform.after(
    wait * 1_000 + ANSWER_TIMEOUT,
    () => stop.abort(),
  );
  const after = arrivals.position;
  const startedAt = platform.now();
  try {
    diagnostics.counts.polls++;
    const response = await session.fetch(
      `/api/messaging/events?after=${after}&limit=${PAGE}&wait=${wait}`,
      {
        headers: { accept: "application/json" },
        cache: "no-store",
        signal: stop.signal,
      },
    );
    if (response.status !== 200) {
      await response.body?.cancel();
      return outcomeOfRefusal(response, platform.now());
    }
    const answer: PolledEvents = await response.json();
    onAnswer(wait > 0 ? null : platform.now() - startedAt);
    take(answer, arrivals, diagnostics);
    // Ids are shared by all tenants, so a full page has moved us on by at least its length.
    const mayBeFull = answer.position - after >= PAGE && !answer.reset;
    return { kind: "worked", pollAgain: mayBeFull };
  } catch (error) {
    if (error instanceof SignedOutError) return { kind: "signedOut" };
    diagnostics.trace("poll failed", error);
    return { kind: "failed" };
  } finally {
    cancel();
    stop.abort();
  }
}

function take(
  answer: PolledEvents,
  arrivals: Arrivals,
  diagnostics: Diagnostics,
): void {
  if (answer.reset) arrivals.reset(answer.reset.position);
  for (const event of answer.events) {
    if (isLogged(event)) arrivals.event(event);
    else diagnostics.malformed(event);
  }
  arrivals.passed(answer.position);
  takeSignals(answer.derived, arrivals, diagnostics);
  takeSignals(answer.signals, arrivals, diagnostics);
}
