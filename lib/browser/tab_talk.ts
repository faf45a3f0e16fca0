import type { Arrivals, LoggedEvent, Signalled } from "./arrivals.ts";
import type { Status } from "./connection.ts";

/**
 * What tabs say to each other. `after` is where the leader stood before: a tab that stands
 * farther back has missed something.
 */
export type Said =
  | { kind: "event"; after: number; event: LoggedEvent }
  | { kind: "passed"; after: number; position: number }
  | { kind: "signal"; signal: Signalled }
  | { kind: "reset"; position: number }
  | { kind: "status"; status: Status; roundTrip: number | null }
  /** To the leader: are you there, and where do you stand? */
  | { kind: "hello" }
  /** To the leader: somebody wants it to try now. */
  | { kind: "hurry" };

export type FromLeader = Exclude<Said, { kind: "hello" | "hurry" }>;

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
