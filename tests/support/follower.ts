import type { TestClient } from "./client.ts";
import { type EventStream, type Frame, isLogged, WireError } from "./stream.ts";

/** A reader that reconnects at its position whenever its stream ends. */
export interface Follower extends AsyncDisposable {
  /** Every logged event it was sent, over all of its connections. */
  readonly events: Frame[];
  readonly resets: Frame[];
  readonly connections: number;
  /** When each of its streams began, and was over, on the clock of `performance.now()`. */
  readonly starts: number[];
  readonly ends: number[];
  /** Waits until its position is `id` or past it. */
  reached(id: number): Promise<void>;
  /** Drops its connection; it comes back at once. */
  disconnect(): void;
}

const DEADLINE_MS = 30_000;
const PAUSE_MS = 20;

/**
 * Follows the log from a position on. `clients` are the same user on several servers, used in
 * turn.
 */
export function follow(clients: TestClient[], from: number): Follower {
  const events: Frame[] = [];
  const resets: Frame[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const waiting = new Set<() => void>();
  let position = from;
  let stream: EventStream | undefined;
  let stopped = false;
  let failure: unknown;

  const take = (frame: Frame) => {
    if (isLogged(frame)) events.push(frame);
    if (frame.event === "reset") resets.push(frame);
    position = frame.id ?? position;
    waiting.forEach((look) => look());
  };
  const following = (async () => {
    for (let turn = 0; !stopped; turn++) {
      try {
        stream = await clients[turn % clients.length].stream(position, take);
        starts.push(performance.now());
        if (stopped) await stream[Symbol.asyncDispose]();
        const broke = await stream.finished;
        ends.push(performance.now());
        if (broke instanceof WireError) throw broke;
      } catch (error) {
        if (error instanceof WireError) throw error;
        // The server is gone, or not there yet. The next one may be.
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  })().catch((error) => {
    failure = error;
    waiting.forEach((look) => look());
  });

  return {
    events,
    resets,
    starts,
    ends,
    get connections() {
      return starts.length;
    },
    reached: (id) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => settle(`${DEADLINE_MS} ms went by`),
          DEADLINE_MS,
        );
        const settle = (trouble?: string) => {
          clearTimeout(timer);
          waiting.delete(look);
          if (trouble === undefined) resolve();
          else {
            reject(
              new Error(`${trouble} before ${id}; it is at ${position}`, {
                cause: failure,
              }),
            );
          }
        };
        const look = () => {
          if (position >= id) settle();
          else if (failure) settle(`The stream broke (${failure})`);
        };
        waiting.add(look);
        look();
      }),
    disconnect: () => void stream?.[Symbol.asyncDispose](),
    async [Symbol.asyncDispose]() {
      stopped = true;
      await stream?.[Symbol.asyncDispose]();
      await following;
    },
  };
}
