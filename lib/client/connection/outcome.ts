import { retryAfter } from "./backoff.ts";

/** How an attempt to be connected ended. */
export type Outcome =
  /** It did its work until it ended. */
  | { kind: "worked"; pollAgain?: boolean }
  /** No answer, a wrong one, or the line broke soon after. */
  | { kind: "failed" }
  /** The line stands, but nothing comes through in time: as behind a proxy that collects. */
  | { kind: "silent" }
  /** Something on the way, or the server, lets nobody through: no blink of the line. */
  | { kind: "forbidden" }
  /** The server asks for patience: 429 or 503. */
  | { kind: "busy"; retryAfter: number }
  /** A newer window took this one's place. */
  | { kind: "replaced" }
  /** The session has ended, or is another reader's: the page is leaving. */
  | { kind: "signedOut" };

/** What a status other than 200 means. */
export function outcomeOfRefusal(response: Response, now: number): Outcome {
  const pause = retryAfter(response.headers, now);
  const asksForPatience = response.status === 429 || response.status === 503;
  return asksForPatience && pause !== null
    ? { kind: "busy", retryAfter: pause }
    : { kind: "failed" };
}
