import type {
  Channel,
  PageEvent,
  Platform,
} from "../../lib/client/page/platform.ts";
import { type FakePlatform, fakePlatform, settle } from "./fake_platform.ts";

/** One tab of a fake browser. */
export interface FakeTab {
  readonly platform: Platform;
  look(isVisible: boolean): Promise<void>;
  dispatch(event: PageEvent): Promise<void>;
  /** Puts the tab to sleep, as systems do with hidden ones: nothing in it runs any more. */
  freeze(): void;
  thaw(): Promise<void>;
  /** The tab is gone from one moment to the next. */
  crash(): Promise<void>;
}

/** Some tabs that share locks, channels, one clock and one server. */
export function fakeBrowser(): FakePlatform & { openTab(): FakeTab } {
  const base = fakePlatform();
  const channels = new Set<{ name: string; deliver(data: unknown): void }>();
  const locks = fakeLocks();

  function openTab(): FakeTab {
    let isFrozen = false;
    let isVisible = true;
    let asleep: (() => void)[] = [];
    const listeners = new Map<PageEvent, Set<() => void>>();
    const owner = {};
    const awake = (callback: () => void) =>
      isFrozen ? void asleep.push(callback) : callback();

    const platform: Platform = {
      ...base,
      fetch: (url, init) => base.fetch(url, init),
      after: (delay, callback) => base.after(delay, () => awake(callback)),
      nextFrame: (callback) => void base.after(16, () => awake(callback)),
      isVisible: () => isVisible,
      on(event, listener) {
        const set = listeners.get(event) ?? new Set();
        listeners.set(event, set.add(listener));
        return () => set.delete(listener);
      },
      locks: locks.of(owner),
      openChannel(name) {
        const heard = new Set<(event: { data: unknown }) => void>();
        const own = {
          name,
          deliver: (data: unknown) =>
            awake(() => heard.forEach((listener) => listener({ data }))),
        };
        channels.add(own);
        const channel: Channel = {
          addEventListener: (_, listener) => void heard.add(listener),
          postMessage(message) {
            if (isFrozen) return;
            const data = structuredClone(message);
            for (const other of channels) {
              if (other !== own && other.name === name) {
                queueMicrotask(() =>
                  channels.has(other) && other.deliver(data)
                );
              }
            }
          },
          close: () => void channels.delete(own),
        };
        return channel;
      },
    };

    async function dispatch(event: PageEvent) {
      for (const listener of listeners.get(event) ?? []) listener();
      await settle();
    }

    return {
      platform,
      dispatch,
      async look(is) {
        isVisible = is;
        await dispatch("visibilitychange");
      },
      freeze: () => void (isFrozen = true),
      async thaw() {
        isFrozen = false;
        const woken = asleep;
        asleep = [];
        woken.forEach((callback) => callback());
        await settle();
      },
      async crash() {
        isFrozen = true;
        locks.release(owner);
        await settle();
      },
    };
  }

  return Object.assign(base, { openTab });
}

interface LockRequest {
  owner: object;
  name: string;
  run(): Promise<unknown>;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Web Locks, exclusive ones: https://w3c.github.io/web-locks/ */
function fakeLocks() {
  const held = new Map<string, LockRequest>();
  const waiting: LockRequest[] = [];

  function grant(name: string): void {
    if (held.has(name)) return;
    const index = waiting.findIndex((request) => request.name === name);
    if (index >= 0) hold(waiting.splice(index, 1)[0]);
  }

  function hold(request: LockRequest): void {
    held.set(request.name, request);
    request.run().then(request.resolve, request.reject).finally(() =>
      letGo(request)
    );
  }

  function letGo(request: LockRequest): void {
    if (held.get(request.name) !== request) return;
    held.delete(request.name);
    grant(request.name);
  }

  const aborted = () => new DOMException("Aborted", "AbortError");

  return {
    of(owner: object): Platform["locks"] {
      function request(
        name: string,
        { signal, steal }: LockOptions,
        callback: () => Promise<unknown>,
      ): Promise<unknown> {
        return new Promise((resolve, reject) => {
          const asked = {
            owner,
            name,
            run: async () => await callback(),
            resolve,
            reject,
          };
          if (signal?.aborted) return reject(aborted());
          if (steal) {
            held.get(name)?.reject(aborted());
            return queueMicrotask(() => hold(asked));
          }
          waiting.push(asked);
          signal?.addEventListener("abort", () => {
            const index = waiting.indexOf(asked);
            if (index < 0) return;
            waiting.splice(index, 1);
            reject(aborted());
          });
          queueMicrotask(() => grant(name));
        });
      }
      return { request: request as LockManager["request"] };
    },
    /** What the browser does when a tab is gone. */
    release(owner: object) {
      const others = waiting.filter((request) => request.owner !== owner);
      waiting.splice(0, waiting.length, ...others);
      for (const request of [...held.values()]) {
        if (request.owner === owner) letGo(request);
      }
    },
  };
}
