import { pushEntry } from "./history.ts";

/**
 * What these modules use of the browser, handed in so that a test can hand in its own. Times are
 * in milliseconds.
 */
export interface Platform {
  fetch(url: string, init?: RequestInit): Promise<Response>;
  now(): number;
  /** From 0 up to, but not including, 1. */
  random(): number;
  /** Calls back once; the function returned calls it off. */
  after(delay: number, callback: () => void): () => void;
  /** Calls back once, before the next frame is drawn, or soon where nothing is drawn. */
  nextFrame(callback: () => void): void;
  isVisible(): boolean;
  isOnline(): boolean;
  /** Listens; the function returned stops it. */
  on(event: PageEvent, listener: () => void): () => void;
  /** Survives a reload of this tab, and nothing else. */
  readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  /** The path and query of the page. */
  url(): URL;
  /** `entry` marks the entry in the history, for `historyEntry` to find when it is shown. */
  pushUrl(url: URL, entry: unknown): void;
  /** The entry that is shown gets another URL, and loses its mark. */
  replaceUrl(url: URL): void;
  historyEntry(): unknown;
  goBack(): void;
  /** Leaves for another page. */
  leaveFor(url: string): void;
  /** `undefined` on plain http off localhost. */
  readonly locks: Pick<LockManager, "request"> | undefined;
  openChannel(name: string): Channel;
}

export type PageEvent =
  | "online"
  | "offline"
  | "pageshow"
  | "pagehide"
  | "popstate"
  | "visibilitychange"
  /** The system puts the page to sleep, and wakes it. Not all browsers say so. */
  | "freeze"
  | "resume";

export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(
    type: "message",
    listener: (event: { data: unknown }) => void,
  ): void;
  close(): void;
}

const ON_DOCUMENT = new Set<PageEvent>([
  "visibilitychange",
  "freeze",
  "resume",
]);

/** An unseen window draws no frames: then the callback comes this much later, in milliseconds. */
const FRAME_AT_LATEST = 100;

/** The browser this runs in. */
export function browserPlatform(): Platform {
  return {
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now(),
    random: () => Math.random(),
    after(delay, callback) {
      const timer = setTimeout(callback, delay);
      return () => clearTimeout(timer);
    },
    nextFrame(callback) {
      let called = false;
      const once = () => {
        if (called) return;
        called = true;
        callback();
      };
      if (document.visibilityState === "hidden") {
        setTimeout(once);
      } else {
        requestAnimationFrame(once);
        setTimeout(once, FRAME_AT_LATEST);
      }
    },
    isVisible: () => document.visibilityState === "visible",
    isOnline: () => navigator.onLine,
    on(event, listener) {
      const target = ON_DOCUMENT.has(event) ? document : globalThis;
      target.addEventListener(event, listener);
      return () => target.removeEventListener(event, listener);
    },
    get storage() {
      return sessionStorage;
    },
    url: () => new URL(location.href),
    pushUrl: pushEntry,
    replaceUrl: (url) => history.replaceState(null, "", url),
    historyEntry: () => history.state,
    goBack: () => history.back(),
    leaveFor: (url) => location.assign(url),
    locks: navigator.locks,
    openChannel: (name) => new BroadcastChannel(name),
  };
}
