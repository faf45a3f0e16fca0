import type { Queries } from "../db/database.ts";
import type { Subscriber } from "./entitled.ts";
import type { View } from "./view.ts";

/** Who asks for events, and from which position on. */
export interface Subscription {
  subscriber: Subscriber;
  /** The position the client names, as it came; `null` when it names none: from now on. */
  position: string | null;
  /**
   * Whether the session still lives, asked on the snapshot that the stream starts from: a session
   * that ends later shows as an event past that snapshot, so none can slip between.
   */
  isAlive(tx: Queries): Promise<boolean>;
  sessionExpiresAt: Date;
  /** This subscriber's own limit; absent: the settings'. */
  streamsPerUser?: number;
  /** Absent: all that the subscriber is entitled to. */
  view?: View;
}

/** What a stream could not be opened for; `retryAfter` in seconds. */
export type Refusal = {
  refused: "session" | "full" | "crowded" | "lingering" | "draining";
  retryAfter: number;
};
