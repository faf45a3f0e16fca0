import {
  type Connection,
  type ConnectionOptions,
  createConnection,
} from "./connection.ts";
import { createFollower } from "./follower.ts";
import type { Channel } from "../page/platform.ts";
import { isToLeader, type Said, sharing } from "./tab_talk.ts";

export interface SharedConnection extends Connection {
  readonly role: "leader" | "follower" | "alone";
}

export interface SharedConnectionOptions extends ConnectionOptions {
  /** The same in all tabs of one reader, and in no others. */
  name: string;
}

/**
 * One connection for all tabs of a browser: a lock elects the tab that holds it, and what it
 * receives is shared on a channel. Where there are no locks, each tab has its own.
 */
export function shareConnection(
  options: SharedConnectionOptions,
): SharedConnection {
  const { platform, name, arrivals, diagnostics, onStatus } = options;
  const { locks } = platform;
  if (!locks) {
    return Object.assign(createConnection(options), { role: "alone" as const });
  }

  let channel: Channel | null = null;
  /** Ends the candidacy, or the lead; `null` while stopped. */
  let standing: AbortController | null = null;
  let isLeading = false;
  let lastStatus: Extract<Said, { kind: "status" }> | null = null;

  const connection = createConnection({
    ...options,
    arrivals: sharing(arrivals, say),
    onStatus(status, roundTrip) {
      onStatus(status, roundTrip);
      lastStatus = { kind: "status", status, roundTrip };
      say(lastStatus);
    },
    onSuspended(isSuspended) {
      // Another tab may be looked at. This one stands again when it is.
      if (isSuspended) standDown();
    },
  });
  const follower = createFollower(options, () => {
    if (standing) stand({ steal: true });
  });

  function stand({ steal }: { steal: boolean }): void {
    standDown();
    const mine = new AbortController();
    standing = mine;
    // A lock that is stolen takes no signal: there is no waiting to be ended.
    const how = steal ? { steal } : { signal: mine.signal };
    locks!.request(name, how, () => lead(mine.signal)).catch((error) => {
      if (standing !== mine) return; // called off by ourselves
      const isStolen = error.name === "AbortError";
      if (isStolen) stand({ steal: false });
      else lead(mine.signal); // locks are forbidden to this page
    });
  }

  /** Leads, and holds the lock, until the signal. */
  async function lead(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    diagnostics.trace("leading");
    isLeading = true;
    follower.stop();
    connection.start();
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
  }

  function standDown(): void {
    standing?.abort();
    standing = null;
    if (!isLeading) return;
    isLeading = false;
    connection.stop();
    follower.start(say);
  }

  function say(said: Said): void {
    channel?.postMessage(said);
  }

  function hear(said: Said): void {
    if (!isLeading) {
      if (!isToLeader(said)) follower.hear(said);
    } else if (said.kind === "hello") {
      answer();
    } else if (isToLeader(said)) {
      connection[said.kind]();
    }
  }

  function answer(): void {
    const { position } = arrivals;
    say({ kind: "passed", after: position, position });
    if (lastStatus) say(lastStatus);
  }

  function tellLeader(kind: "hurry" | "restart"): void {
    if (isLeading) connection[kind]();
    else say({ kind });
  }

  platform.on("visibilitychange", () => {
    if (!channel || !platform.isVisible() || isLeading) return;
    if (!standing) stand({ steal: false });
    // The leader may be a hidden tab that the system slows down, or has put to sleep.
    say({ kind: "hurry" });
    follower.ask();
  });

  return {
    get role() {
      return isLeading ? "leader" : "follower";
    },
    start() {
      if (channel) return;
      channel = platform.openChannel(name);
      channel.addEventListener("message", ({ data }) => hear(data as Said));
      follower.start(say);
      stand({ steal: false });
      follower.ask();
    },
    stop() {
      standDown();
      follower.stop();
      channel?.close();
      channel = null;
    },
    hurry: () => tellLeader("hurry"),
    restart: () => tellLeader("restart"),
  };
}
