import { setImmediate } from "node:timers/promises";
import type {
  Channel,
  PageEvent,
  Platform,
} from "../../lib/client/page/platform.ts";

export interface Request {
  url: string;
  method: string;
  headers: Headers;
  body: unknown;
  /** On the fake clock. */
  at: number;
  /** The page has given it up. */
  readonly isAborted: boolean;
}

export type Answer = (request: Request) => Response | Promise<Response>;

/** A browser whose time stands still until `tick`, and whose server is a function. */
export interface FakePlatform extends Platform {
  /** What a request gets; at first nothing answers, as with the line cut. */
  answer: Answer;
  readonly requests: Request[];
  random: () => number;
  isVisible: () => boolean;
  isOnline: () => boolean;
  locks: Platform["locks"];
  readonly storage: Storage;
  /** Where the page was sent to. */
  readonly leftFor: string[];
  /** How many entries the history has. */
  readonly historyLength: number;
  /** Moves the time on, running what falls due in its order. */
  tick(milliseconds: number): Promise<void>;
  dispatch(event: PageEvent): Promise<void>;
  /** How many timers run. */
  readonly timers: number;
}

interface Timer {
  at: number;
  callback: () => void;
}

/** Lets everything that needs no time happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await setImmediate();
  }
}

export function fakePlatform(
  url = "http://harbor.test/en/harbor/messaging",
): FakePlatform {
  let now = Date.parse("2026-03-01T09:00:00Z");
  const start = now;
  const timers = new Set<Timer>();
  const listeners = new Map<PageEvent, Set<() => void>>();
  const requests: Request[] = [];
  const leftFor: string[] = [];
  const entries: { url: URL; entry: unknown }[] = [{
    url: new URL(url),
    entry: null,
  }];

  function after(delay: number, callback: () => void) {
    const timer = { at: now + Math.max(0, delay), callback };
    timers.add(timer);
    return () => void timers.delete(timer);
  }

  async function dispatch(event: PageEvent) {
    for (const listener of listeners.get(event) ?? []) listener();
    await settle();
  }

  const platform: FakePlatform = {
    answer: () => Promise.reject(new TypeError("Failed to fetch")),
    requests,
    fetch(url, init) {
      const { signal } = init ?? {};
      const request: Request = {
        url,
        method: init?.method ?? "GET",
        headers: new Headers(init?.headers),
        body: init?.body ? JSON.parse(String(init.body)) : undefined,
        at: now - start,
        get isAborted() {
          return signal?.aborted ?? false;
        },
      };
      requests.push(request);
      return new Promise((resolve, reject) => {
        const abort = () => reject(new DOMException("Aborted", "AbortError"));
        if (signal?.aborted) return abort();
        signal?.addEventListener("abort", abort);
        Promise.resolve().then(() => platform.answer(request))
          .then((response) => resolve(abortable(response, signal)), reject);
      });
    },
    now: () => now,
    random: () => 0.5,
    after,
    nextFrame: (callback) => void after(16, callback),
    isVisible: () => true,
    isOnline: () => true,
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => set.delete(listener);
    },
    storage: memoryStorage(),
    url: () => new URL(entries.at(-1)!.url),
    pushUrl: (url, entry) => void entries.push({ url: new URL(url), entry }),
    replaceUrl: (url) =>
      void entries.splice(-1, 1, { url: new URL(url), entry: null }),
    historyEntry: () => entries.at(-1)!.entry,
    goBack() {
      entries.pop();
      after(0, () => dispatch("popstate"));
    },
    get historyLength() {
      return entries.length;
    },
    leftFor,
    leaveFor: (url) => void leftFor.push(url),
    locks: undefined,
    openChannel: () => silentChannel(),
    async tick(milliseconds) {
      const target = now + milliseconds;
      await settle();
      for (;;) {
        const due = [...timers].filter(({ at }) => at <= target)
          .sort((one, other) => one.at - other.at)[0];
        if (!due) break;
        timers.delete(due);
        now = Math.max(now, due.at);
        due.callback();
        await settle();
      }
      now = target;
    },
    dispatch,
    get timers() {
      return timers.size;
    },
  };
  return platform;
}

/** As in a browser: giving up a request breaks its body off, too. */
function abortable(response: Response, signal?: AbortSignal | null): Response {
  if (!signal || !response.body) return response;
  const reader = response.body.getReader();
  const body = new ReadableStream({
    start(controller) {
      signal.addEventListener("abort", () => {
        reader.cancel().catch(() => {});
        controller.error(new DOMException("Aborted", "AbortError"));
      });
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (signal.aborted) return;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return new Response(body, response);
}

function silentChannel(): Channel {
  return { postMessage() {}, addEventListener() {}, close() {} };
}

function memoryStorage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
    key: (index) => [...items.keys()][index] ?? null,
    get length() {
      return items.size;
    },
  };
}

/** The server's end of an event stream. */
export interface FakeStream {
  readonly response: Response;
  send(text: string): void;
  /** Greets user 7 of tenant "acme". */
  connected(position: number, derived?: object[]): void;
  event(id: number, type: string, data: object): void;
  ping(position: number): void;
  /** A word without an id. */
  signal(type: string, data: object): void;
  end(): void;
  break(): void;
  readonly isGone: boolean;
}

export function fakeStream(): FakeStream {
  const encoder = new TextEncoder();
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  let isGone = false;
  const body = new ReadableStream<Uint8Array>({
    start: (its) => void (controller = its),
    cancel: () => void (isGone = true),
  });
  const send = (text: string) => controller.enqueue(encoder.encode(text));
  const envelope = (type: string, data: object) =>
    `event: ${type}\ndata: ${JSON.stringify({ type, data })}\n\n`;
  return {
    response: new Response(body, {
      headers: { "content-type": "text/event-stream" },
    }),
    send,
    connected: (position, derived = []) =>
      send(
        `retry: 2400\nid: ${position}\n` +
          envelope("connected", {
            tenantId: "acme",
            userId: 7,
            position,
            derived,
          }),
      ),
    event: (id, type, data) => send(`id: ${id}\n` + envelope(type, data)),
    ping: (position) => send(`id: ${position}\n: ping ${position}\n\n`),
    signal: (type, data) => send(envelope(type, data)),
    end: () => controller.close(),
    break: () => controller.error(new TypeError("network error")),
    get isGone() {
      return isGone;
    },
  };
}

/** What a stream delivers, as a list. */
export function recordedArrivals(position: number) {
  const heard: unknown[] = [];
  const arrivals = {
    position,
    heard,
    event(event: { id: number }) {
      arrivals.position = event.id;
      heard.push(event.id);
    },
    signal: (signal: { type: string }) => void heard.push(signal.type),
    passed(to: number) {
      arrivals.position = Math.max(arrivals.position, to);
    },
    reset(to: number) {
      arrivals.position = to;
      heard.push(`reset ${to}`);
    },
  };
  return arrivals;
}
