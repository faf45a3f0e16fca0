import Connection from "libsql";
import type {
  SqlClient,
  SqlResult,
  SqlStatement,
  SqlTransaction,
} from "./sql_client.ts";

interface Prepared {
  statement: Connection.Statement;
  /** Whether it answers with rows. */
  isReader: boolean;
}

/** More texts than the program has; one that builds texts anew must not fill the memory. */
const MAX_STATEMENTS = 500;

/**
 * 16 MiB. Every message of a busy hour changes the same pages of the indexes: the longer the log,
 * the more often each is written for one time that it is copied. SQLite's own is 1,000.
 */
const CHECKPOINT_PAGES = 4_000;

/**
 * A client for a database file that keeps what it has prepared. `@libsql/client` prepares each
 * statement anew, which costs more than running it. A connection is opened for each transaction
 * that is under way, and kept for the next; `lockWaitMs` is how long SQLite itself waits for a
 * lock, on the event loop's own thread.
 */
export function fileClient(path: string, lockWaitMs: number): SqlClient {
  let idle: FileConnection[] = [];
  let generation = 0;
  const borrow = () =>
    idle.pop() ?? new FileConnection(path, lockWaitMs, generation);
  const giveBack = (connection: FileConnection) => {
    if (connection.generation === generation) idle.push(connection);
    else connection.close();
  };

  return {
    execute(statement) {
      const connection = borrow();
      try {
        return Promise.resolve(connection.run(statement));
      } catch (error) {
        return Promise.reject(error);
      } finally {
        giveBack(connection);
      }
    },
    transaction(mode) {
      const connection = borrow();
      try {
        connection.run(mode === "read" ? BEGIN_READ : BEGIN_WRITE);
        return Promise.resolve(transactionOn(connection, giveBack));
      } catch (error) {
        giveBack(connection);
        return Promise.reject(error);
      }
    },
    reconnect,
    close: reconnect,
  };

  function reconnect(): void {
    generation++;
    for (const connection of idle) connection.close();
    idle = [];
  }
}

const BEGIN_READ = { sql: "BEGIN DEFERRED", args: [] };
const BEGIN_WRITE = { sql: "BEGIN IMMEDIATE", args: [] };
const COMMIT = { sql: "COMMIT", args: [] };
const ROLLBACK = { sql: "ROLLBACK", args: [] };

function transactionOn(
  connection: FileConnection,
  giveBack: (connection: FileConnection) => void,
): SqlTransaction {
  let isOpen = true;
  const attempt = <T>(work: () => T): Promise<T> => {
    try {
      return Promise.resolve(work());
    } catch (error) {
      return Promise.reject(error);
    }
  };
  return {
    batch: (statements) =>
      attempt(() => statements.map((each) => connection.run(each))),
    commit: () => attempt(() => void connection.run(COMMIT)),
    rollback: () => attempt(() => connection.rollBack()),
    close() {
      if (!isOpen) return;
      isOpen = false;
      connection.rollBack();
      giveBack(connection);
    },
  };
}

class FileConnection {
  private readonly connection: Connection.Database;
  private readonly statements = new Map<string, Prepared>();

  constructor(path: string, lockWaitMs: number, readonly generation: number) {
    this.connection = new Connection(path, { timeout: lockWaitMs });
    this.connection.exec("PRAGMA foreign_keys = ON");
    this.connection.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  }

  run({ sql, args }: SqlStatement): SqlResult {
    const { statement, isReader } = this.prepared(sql);
    if (isReader) {
      return { rows: statement.all(args), rowsAffected: 0 };
    }
    const { changes, lastInsertRowid } = statement.run(args);
    return {
      rows: [],
      rowsAffected: changes,
      lastInsertRowid: BigInt(lastInsertRowid),
    };
  }

  /** Leaves the transaction, if SQLite has not done so by itself. */
  rollBack(): void {
    if (this.connection.inTransaction) this.run(ROLLBACK);
  }

  close(): void {
    this.connection.close();
  }

  private prepared(sql: string): Prepared {
    const known = this.statements.get(sql);
    if (known) return known;
    if (this.statements.size >= MAX_STATEMENTS) this.statements.clear();
    const statement = this.connection.prepare(sql);
    const prepared = { statement, isReader: statement.reader };
    this.statements.set(sql, prepared);
    return prepared;
  }
}
