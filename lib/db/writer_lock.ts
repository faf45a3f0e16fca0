import type { Gate } from "./gate.ts";

/** After holding the lock this often in a row, a process lets the others come first. */
const TURNS_IN_A_ROW = 20;

/** Long enough for a thread that waits in the kernel to wake and take the lock. */
const COURTESY_MS = 2;

export interface WriterLock extends Disposable {
  inTurn: Gate;
}

/**
 * The line in which the writers of several processes wait for a database file: an advisory lock on
 * a file beside it, which the kernel frees when its holder dies. SQLite's own lock has no line: it
 * waits on the event loop's thread, and in libSQL's client a `BEGIN` that gave up leaves a
 * statement behind on which that connection's later commits fail ("SQL statements in progress").
 */
export function writerLock(path: string): WriterLock {
  const file = Deno.openSync(path, { create: true, write: true });
  let turns = 0;
  return {
    async inTurn(turn) {
      if (++turns % TURNS_IN_A_ROW === 0) {
        await new Promise((resolve) => setTimeout(resolve, COURTESY_MS));
      }
      await file.lock(true);
      try {
        return await turn();
      } finally {
        file.unlockSync();
      }
    },
    [Symbol.dispose]: () => file.close(),
  };
}
