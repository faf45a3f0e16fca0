import { DatabaseBusyError } from "./errors.ts";
import type { Gate } from "./gate.ts";
import { PRIVATE_FILE } from "./private_file.ts";

/** After holding the lock this often in a row, a process lets the others come first. */
const TURNS_IN_A_ROW = 20;

/** Long enough for a thread that waits in the kernel to wake and take the lock. */
const COURTESY_MS = 2;

/** A holder that stands still must not stop everybody. */
const WAIT_MS = 5_000;

export interface WriterLock extends Disposable {
  /**
   * One turn at a time.
   *
   * @throws {DatabaseBusyError} when the lock could not be had in 5 s.
   */
  inTurn: Gate;
}

/**
 * The line in which the writers of several processes wait for a database file: an advisory lock on
 * a file beside it, which the kernel frees when its holder dies. SQLite's own lock has no line: it
 * waits on the event loop's thread, and in libSQL's client a `BEGIN` that gave up leaves a
 * statement behind on which that connection's later commits fail ("SQL statements in progress").
 */
export function writerLock(path: string): WriterLock {
  const file = Deno.openSync(path, {
    create: true,
    write: true,
    mode: PRIVATE_FILE,
  });
  let turns = 0;
  /** A wait for the kernel's lock cannot be taken back: who comes next goes on with it. */
  let isLocking = false;
  let taker: (() => void) | undefined;

  return {
    async inTurn(turn) {
      if (++turns % TURNS_IN_A_ROW === 0) {
        await new Promise((resolve) => setTimeout(resolve, COURTESY_MS));
      }
      await locked();
      try {
        return await turn();
      } finally {
        file.unlockSync();
      }
    },
    [Symbol.dispose]: () => file.close(),
  };

  function locked(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        taker = undefined;
        reject(
          new DatabaseBusyError(
            `Cannot write: another process held the writers' lock for ${WAIT_MS} ms`,
          ),
        );
      }, WAIT_MS);
      taker = () => {
        clearTimeout(timer);
        resolve();
      };
      if (!isLocking) lock();
    });
  }

  async function lock(): Promise<void> {
    isLocking = true;
    await file.lock(true);
    isLocking = false;
    if (taker) taker();
    else file.unlockSync();
    taker = undefined;
  }
}
