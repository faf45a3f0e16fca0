/** What goes on inside, for whoever looks for a fault. */
export interface Diagnostics {
  /** Writes to the console where `localStorage.DEBUG_SSE` is set. */
  trace(what: string, about?: unknown): void;
  /** Counts what came, could not be understood, and is dropped. */
  malformed(what: unknown): void;
  readonly counts: Counts;
}

export interface Counts {
  attempts: number;
  streams: number;
  polls: number;
  events: number;
  /** Came, but could not be understood, and were dropped. */
  malformed: number;
  resets: number;
}

/**
 * Shows the state as `globalThis.__SSE_STATUS__`: the counts, and what `look` answers in the
 * moment it is looked at.
 */
export function createDiagnostics(look: () => object): Diagnostics {
  const counts = noCounts();
  Object.defineProperty(globalThis, "__SSE_STATUS__", {
    configurable: true,
    get: () => ({ ...look(), ...counts }),
  });
  function trace(what: string, about?: unknown): void {
    if (isWanted()) console.debug(`[harbor] ${what}`, about ?? "");
  }
  return {
    counts,
    trace,
    malformed(what) {
      counts.malformed++;
      trace("malformed", what);
    },
  };
}

/** Counts, and tells nobody. */
export function silentDiagnostics(): Diagnostics {
  const counts = noCounts();
  return { counts, trace() {}, malformed: () => void counts.malformed++ };
}

function noCounts(): Counts {
  return {
    attempts: 0,
    streams: 0,
    polls: 0,
    events: 0,
    malformed: 0,
    resets: 0,
  };
}

function isWanted(): boolean {
  try {
    return Boolean(localStorage.getItem("DEBUG_SSE"));
  } catch {
    return false; // storage is forbidden to this page
  }
}
