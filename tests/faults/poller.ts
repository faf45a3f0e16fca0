import type { TestClient } from "../support/client.ts";
import type { Follower } from "../support/follower.ts";
import type { Frame } from "../support/stream.ts";
import { until } from "../support/until.ts";

const WAIT_SECONDS = 5;
const PAUSE_MS = 50;

/** How long a request waits when the isolate, or the line to it, stands still. */
const HANGS_AFTER_MS = 40_000;

/** Follows the log as `follow` does, by asking again and again instead of by a stream. */
export function followByPolling(
  clients: TestClient[],
  from: number,
  take: (signal: Frame) => void,
): Follower {
  const events: Frame[] = [];
  const resets: Frame[] = [];
  const stopped = new AbortController();
  let connections = 0;
  let position = from;
  let asking = new AbortController();

  const polling = (async () => {
    for (let turn = 0; !stopped.signal.aborted; turn++) {
      asking = new AbortController();
      try {
        await poll(clients[turn % clients.length]);
      } catch {
        // The server is gone or busy. The next one may not be.
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  })();

  return {
    events,
    resets,
    starts: [],
    ends: [],
    get connections() {
      return connections;
    },
    async reached(id) {
      await until(`a poll reached ${id}`, () => position >= id);
    },
    disconnect: () => asking.abort(),
    async [Symbol.asyncDispose]() {
      stopped.abort();
      await polling;
    },
  };

  async function poll(client: TestClient): Promise<void> {
    const response = await client.fetch(
      `/api/messaging/events?after=${position}&wait=${WAIT_SECONDS}`,
      {
        signal: AbortSignal.any([
          stopped.signal,
          asking.signal,
          AbortSignal.timeout(HANGS_AFTER_MS),
        ]),
      },
    );
    const answer = await response.json();
    if (!response.ok) throw new Error(`Polling answered ${response.status}`);
    connections++;
    const at = performance.now();
    for (const { id, type, data } of answer.events) {
      events.push({ id, event: type, data: { type, data }, raw: "", at });
    }
    for (const { type, data } of answer.derived) {
      take({ event: type, data: { type, data }, raw: "", at });
    }
    if (answer.reset) resets.push({ data: answer.reset, raw: "", at });
    position = answer.position;
  }
}
