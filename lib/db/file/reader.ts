import type { Gate } from "../gate.ts";
import type {
  RunOptions,
  SqlClient,
  SqlResult,
  SqlStatement,
} from "../sql_client.ts";
import { FileConnection } from "./file_connection.ts";

const BEGIN = { sql: "BEGIN DEFERRED", args: [] };
const COMMIT = { sql: "COMMIT", args: [] };
const READ_ONLY = { sql: "PRAGMA query_only = ON", args: [] };

/**
 * Reads a database file. Point statements run where they are asked: one is done (10 µs) before
 * another thread would have heard of it, and in WAL mode a reader waits for nobody. Any other runs
 * on a thread, in its `asideTurn`.
 */
export function fileReader(path: string, asideTurn: Gate): SqlClient {
  let isClosed = false;
  const idle: FileConnection[] = [];
  const borrow = () => idle.pop() ?? open(path);
  const giveBack = (connection: FileConnection) => {
    if (isClosed) connection.close();
    else idle.push(connection);
  };
  /** A point statement never finds it in use. */
  let here: FileConnection | undefined;

  return {
    execute(statement) {
      if (statement.isPoint) {
        return Promise.try(() => (here ??= open(path)).runHere(statement));
      }
      return asideTurn(() => aside(statement));
    },
    transaction() {
      return Promise.try(() => {
        const connection = borrow();
        try {
          connection.runHere(BEGIN);
        } catch (error) {
          giveBack(connection);
          throw error;
        }
        return snapshotOn(connection);
      });
    },
    reconnect: closeIdle,
    close() {
      isClosed = true;
      closeIdle();
    },
  };

  async function aside(statement: SqlStatement): Promise<SqlResult> {
    const connection = borrow();
    try {
      return await connection.runAside(statement, {});
    } finally {
      giveBack(connection);
    }
  }

  function snapshotOn(connection: FileConnection) {
    let isOpen = true;
    return {
      async batch(statements: SqlStatement[], options: RunOptions = {}) {
        const results: SqlResult[] = [];
        for (const each of statements) {
          results.push(
            each.isPoint ? connection.runHere(each) : await asideTurn(
              () => connection.runAside(each, options),
              options,
            ),
          );
        }
        return results;
      },
      commit: () => Promise.try(() => void connection.runHere(COMMIT)),
      rollback: () => Promise.try(() => connection.rollBack()),
      close() {
        if (!isOpen) return;
        isOpen = false;
        connection.rollBack();
        giveBack(connection);
      },
    };
  }

  function closeIdle(): void {
    for (const connection of idle.splice(0)) connection.close();
    here?.close();
    here = undefined;
  }
}

/** How long a reader waits where even WAL makes it wait: for a file that is recovered after a crash. */
const LOCK_WAIT_MS = 10;

function open(path: string): FileConnection {
  const connection = new FileConnection(path, LOCK_WAIT_MS);
  connection.runHere(READ_ONLY);
  return connection;
}
