import type { SqlClient, SqlTransaction } from "../sql_client.ts";
import { Thread } from "./thread.ts";

/** How long SQLite waits for somebody who does not stand in the writers' line. */
const LOCK_WAIT_MS = 10;

const BEGIN = { sql: "BEGIN IMMEDIATE", args: [], isPoint: true };
const COMMIT = { sql: "COMMIT", args: [], isPoint: true };

/**
 * Writes to a database file on a thread of its own, which is started by the first who writes, and
 * again by the next after it failed. `module` is what it runs. To it as to a server, each request
 * takes its time (50 µs): `BEGIN` goes out with the first statements.
 */
export function fileWriter(
  path: string,
  module = import.meta.resolve("./writer_thread.ts"),
): SqlClient {
  let started: Thread | undefined;

  return {
    async execute(statement) {
      const [result] = await thread().run([statement]);
      return result;
    },
    transaction: () => Promise.resolve(transaction()),
    reconnect() {
      started?.leave("file").catch(() => {});
    },
    async close() {
      // One that has failed has left it by itself.
      await started?.leave("file").catch(() => {});
      started?.end();
    },
  };

  function thread(): Thread {
    if (!started || started.hasEnded) {
      started = new Thread(module, { path, lockWaitMs: LOCK_WAIT_MS });
    }
    return started;
  }

  function transaction(): SqlTransaction {
    /** The thread that has begun it: to another, its statements would stand alone. */
    let begunOn: Thread | undefined;
    return {
      async batch(statements, { deadlineMs } = {}) {
        const beginning = begunOn ? [] : [BEGIN];
        begunOn ??= thread();
        const asked = [...beginning, ...statements];
        const results = await begunOn.run(asked, deadlineMs);
        return results.slice(beginning.length);
      },
      async commit() {
        await begunOn?.run([COMMIT]);
        begunOn = undefined;
      },
      async rollback() {
        await begunOn?.leave("transaction");
        begunOn = undefined;
      },
      /** A commit that was refused leaves it open. */
      close() {
        begunOn?.leave("transaction").catch(() => {});
        begunOn = undefined;
      },
    };
  }
}
