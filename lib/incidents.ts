/** What went wrong on this isolate apart from any request, counted since its start. */
export interface Incidents {
  /** No connection could be accepted. */
  lostListeners: number;
  /** Something failed that nobody waited for. */
  unhandledRejections: number;
  /** Of the write-ahead log, behind a damage that was found at the start. */
  lostFrames: number;
}

export function createIncidents(): Incidents {
  return { lostListeners: 0, unhandledRejections: 0, lostFrames: 0 };
}
