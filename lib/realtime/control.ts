/**
 * Events that every isolate acts on and that no client is sent: `session:ended` closes that
 * session's streams, `user:changed` all of the user's.
 */
export const CONTROL_EVENTS: ReadonlySet<string> = new Set([
  "session:ended",
  "user:changed",
]);

/** What a control event is about. */
export interface Control {
  sessionId?: string;
}
