import { createParser } from "eventsource-parser";
import type { Arrivals } from "./arrivals.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { linkedAbort } from "./linked_abort.ts";
import { type Outcome, outcomeOfRefusal } from "./outcome.ts";
import type { Platform } from "../page/platform.ts";
import { type Session, SignedOutError } from "../page/session.ts";
import type { Me } from "../page/view.ts";
import { PROBLEM_TYPES } from "../../shared/problem_types.ts";
import { readProblem } from "../page/problem.ts";
import { watchdog } from "./watchdog.ts";
import { isSameReader, parseMessage, takeSignals } from "./wire.ts";

/** How long a stream may take to begin, in milliseconds: a later one is held up on its way. */
const CONNECT_TIMEOUT = 10_000;

/** How long a stream may be silent, in milliseconds: for two and a half heartbeats of 15 s. */
const SILENCE_TIMEOUT = 40_000;

/** How long a stream must last, in milliseconds, not to count as a failure that makes pauses grow. */
const SHORT_LIFE = 5_000;

export interface StreamOptions {
  platform: Platform;
  session: Session;
  /** For whom the page was rendered. */
  reader: Pick<Me, "tenantId" | "userId">;
  arrivals: Arrivals;
  diagnostics: Diagnostics;
  /** The stream stands: the first event has come, `roundTrip` milliseconds after the request. */
  onConnected(roundTrip: number): void;
  /** Bytes have come. */
  onLife(): void;
}

/** Reads one event stream from `arrivals.position` on, to its end, and tells how that was. */
export async function readStream(
  options: StreamOptions,
  signal: AbortSignal,
): Promise<Outcome> {
  const { platform, session, reader, arrivals, diagnostics } = options;
  const stop = linkedAbort(signal);
  let timedOut = false;
  const watch = watchdog(platform, CONNECT_TIMEOUT, () => {
    timedOut = true;
    stop.abort();
  });
  const startedAt = platform.now();
  let connectedAt: number | null = null;
  let draining = false;
  let replaced = false;
  /** The cookie that the request went with is not the reader's. */
  let isMistaken = false;

  const parser = createParser({
    onComment(comment) {
      const position = /^ ?ping (\d+)$/.exec(comment)?.[1];
      if (position) arrivals.passed(Number(position));
    },
    onEvent(message) {
      if (isMistaken) return;
      const parsed = parseMessage(message);
      if (parsed === null) return diagnostics.malformed(message);
      const { id, type, data } = parsed;
      switch (type) {
        case "connected":
          if (!isSameReader(data, reader)) {
            isMistaken = true;
            stop.abort();
            return;
          }
          connectedAt = platform.now();
          watch.allow(SILENCE_TIMEOUT);
          options.onConnected(connectedAt - startedAt);
          return takeSignals(data.derived, arrivals, diagnostics);
        case "reset":
          arrivals.reset(Number(data.position));
          return;
        case "server:draining":
          draining = true;
          return;
        case "auth:expiring":
          session.renew();
          return;
        case "replaced":
          replaced = true;
          return;
      }
      if (id === null) arrivals.signal({ type, data });
      else arrivals.event({ id, type, data });
    },
  });

  try {
    const url = `/api/messaging/stream/${encodeURIComponent(reader.tenantId)}`;
    const response = await session.fetch(url, {
      headers: {
        accept: "text/event-stream",
        "last-event-id": String(arrivals.position),
      },
      cache: "no-store",
      signal: stop.signal,
    });
    if (response.status === 403) {
      const { type } = await readProblem(response);
      if (type === PROBLEM_TYPES.otherTenant) return mistaken();
      diagnostics.trace("stream forbidden", type);
      return { kind: "forbidden" };
    }
    if (!isEventStream(response)) {
      return outcomeOfRefusal(response, platform.now());
    }
    const decoder = new TextDecoder();
    const body = response.body!.getReader();
    for (;;) {
      const { done, value } = await body.read();
      if (done) break;
      watch.feed();
      options.onLife();
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } catch (error) {
    if (error instanceof SignedOutError) return { kind: "signedOut" };
    diagnostics.trace("stream broke", error);
  } finally {
    watch.stop();
    stop.abort();
  }

  if (isMistaken) return mistaken();
  if (replaced) return { kind: "replaced" };
  if (connectedAt === null) return { kind: timedOut ? "silent" : "failed" };
  const lasted = platform.now() - connectedAt >= SHORT_LIFE;
  return { kind: lasted || draining ? "worked" : "failed" };

  function mistaken(): Outcome {
    return { kind: session.startOver() ? "signedOut" : "failed" };
  }
}

function isEventStream({ status, headers }: Response): boolean {
  const contentType = headers.get("content-type") ?? "";
  return status === 200 && contentType.startsWith("text/event-stream");
}
