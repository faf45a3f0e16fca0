/** An entry of the event log, as it comes over a stream or a poll. */
export interface LoggedEvent {
  id: number;
  type: string;
  data: Record<string, unknown>;
}

/** What is not in the log: a derived value such as the unread count, later typing and presence. */
export interface Signalled {
  type: string;
  data: Record<string, unknown>;
}

/** What the page is told. */
export type Arrived = LoggedEvent | Signalled;

/** Where a connection puts what it receives. */
export interface Arrivals {
  /** Everything up to here has come: the place to go on from. */
  readonly position: number;
  event(event: LoggedEvent): void;
  signal(signal: Signalled): void;
  /** Nothing up to this position is still to come. */
  passed(position: number): void;
  /** The log does not reach back to our position: all has to be fetched anew, as of this one. */
  reset(position: number): void;
}
