import type { Arrivals, LoggedEvent, Signalled } from "./arrivals.ts";
import type { Status } from "./connection.ts";

/**
 * What tabs say to each other. `after` is where the leader stood before: a tab that stands
 * farther back has missed something.
 */
export type Said = FromLeader | ToLeader;

export type FromLeader =
  | { kind: "event"; after: number; event: LoggedEvent }
  | { kind: "passed"; after: number; position: number }
  | { kind: "signal"; signal: Signalled }
  | { kind: "reset"; position: number }
  | { kind: "status"; status: Status; roundTrip: number | null };

export type ToLeader =
  /** Are you there, and where do you stand? */
  | { kind: "hello" }
  /** Somebody wants it to try now. */
  | { kind: "hurry" }
  /** A reader wants the stream. */
  | { kind: "restart" };

export function isToLeader(said: Said): said is ToLeader {
  const { kind } = said;
  return kind === "hello" || kind === "hurry" || kind === "restart";
}

/** Takes in for this tab, and says it to the others. */
export function sharing(own: Arrivals, say: (said: Said) => void): Arrivals {
  return {
    get position() {
      return own.position;
    },
    event(event) {
      const after = own.position;
      own.event(event);
      say({ kind: "event", after, event });
    },
    signal(signal) {
      own.signal(signal);
      say({ kind: "signal", signal });
    },
    passed(position) {
      const after = own.position;
      own.passed(position);
      say({ kind: "passed", after, position });
    },
    reset(position) {
      own.reset(position);
      say({ kind: "reset", position });
    },
  };
}
