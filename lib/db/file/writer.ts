import { setImmediate } from "node:timers";
import type {
  RunOptions,
  SqlClient,
  SqlResult,
  SqlStatement,
  SqlTransaction,
} from "../sql_client.ts";
import { FileConnection } from "./file_connection.ts";

/** A lock that is held by somebody who does not stand in the writers' line is asked for again. */
const LOCK_WAIT_MS = 0;

/** How long statements may follow each other on the event loop before it comes to others. */
const TURN_MS = 3;

const BEGIN = { sql: "BEGIN IMMEDIATE", args: [] };
const COMMIT = { sql: "COMMIT", args: [] };

/** The disk decides how long it takes, and one that is cut off would be lost for nothing. */
const AT_ITS_LEISURE = { deadlineMs: Infinity };

/**
 * Writes to a database file. Point statements run where they are asked: they change pages in
 * memory, in less time than it takes to wake another thread. What waits for the disk, for a lock
 * or for much to be looked through goes to one: commits, with their checkpoints, and all the rest.
 */
export function fileWriter(path: string): SqlClient {
  let connection: FileConnection | undefined;
  const connected = () => connection ??= new FileConnection(path, LOCK_WAIT_MS);

  return {
    execute: (statement) => connected().runAside(statement, AT_ITS_LEISURE),
    transaction: () =>
      Promise.try(() => {
        connected().runHere(BEGIN);
        return transactionOn(connected());
      }),
    reconnect: disconnect,
    close: disconnect,
  };

  /** Somebody else could not write as long as a transaction were left open. */
  function disconnect(): void {
    connection?.rollBack();
    connection?.close();
    connection = undefined;
  }
}

function transactionOn(connection: FileConnection): SqlTransaction {
  return {
    async batch(statements, options = {}) {
      const results: SqlResult[] = [];
      let turnEndsAt = performance.now() + TURN_MS;
      for (const statement of statements) {
        if (performance.now() > turnEndsAt) {
          await new Promise((resolve) => setImmediate(resolve));
          turnEndsAt = performance.now() + TURN_MS;
        }
        results.push(await run(statement, options));
      }
      return results;
    },
    async commit() {
      await connection.runAside(COMMIT, AT_ITS_LEISURE);
    },
    rollback: () => Promise.try(() => connection.rollBack()),
    /** A commit that was refused leaves it open. */
    close: () => connection.rollBack(),
  };

  function run(statement: SqlStatement, options: RunOptions) {
    return statement.isPoint
      ? connection.runHere(statement)
      : connection.runAside(statement, options);
  }
}
