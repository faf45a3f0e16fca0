import type Synchronous from "libsql";
import type { RunOptions, SqlResult, SqlStatement } from "../sql_client.ts";
import { cutOff } from "./cut_off.ts";
import { wholeInFirstStep } from "./first_step.ts";
import { type AsideStatement, type Libsql, openLibsql } from "./libsql.ts";

interface Prepared {
  statement: Synchronous.Statement;
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

const ROLLBACK = { sql: "ROLLBACK", args: [] };
const COUNTS = {
  sql: "SELECT changes() AS changes, last_insert_rowid() AS id",
  args: [],
};

/**
 * A connection to a database file that keeps what it has prepared: to prepare a statement costs
 * more than to run it. One statement at a time, whichever way it is run.
 */
export class FileConnection {
  private readonly open: Libsql;
  private isClosed = false;
  private readonly statements = new Map<string, Prepared>();
  private readonly aside = new Map<string, Promise<AsideStatement>>();

  /** `lockWaitMs` is how long SQLite waits for a lock, on the thread that runs the statement. */
  constructor(path: string, lockWaitMs: number) {
    this.open = openLibsql(path, lockWaitMs);
    this.connection.exec("PRAGMA foreign_keys = ON");
    this.connection.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  }

  /** libSQL ends the whole process when a closed connection is asked for anything. */
  private get connection(): Libsql {
    if (this.isClosed) throw new Error("The database connection is closed");
    return this.open;
  }

  /** Runs the statement on this thread, which waits for it. */
  runHere({ sql, args }: SqlStatement): SqlResult {
    const { statement, isReader } = this.prepared(sql);
    if (isReader) return { rows: statement.all(args), rowsAffected: 0 };
    const { changes, lastInsertRowid } = statement.run(args);
    return {
      rows: [],
      rowsAffected: changes,
      lastInsertRowid: BigInt(lastInsertRowid),
    };
  }

  /**
   * Runs the statement on one of libSQL's own threads (30 µs more), where it can be cut off.
   *
   * @throws {DeadlineError} when it took longer than it may; the reason of the signal that ended it.
   */
  async runAside(
    { sql, args }: SqlStatement,
    options: RunOptions,
  ): Promise<SqlResult> {
    const interrupt = () => {
      if (!this.isClosed) this.open.interrupt();
    };
    using cut = cutOff(interrupt, sql, options);
    try {
      const statement = await this.preparedAside(sql);
      // It may have been closed meanwhile.
      void this.connection;
      const rows = await statement.all(args);
      if (statement.reader) return { rows, rowsAffected: 0 };
    } catch (error) {
      throw cut.reason ?? error;
    }
    const [counts] = this.runHere(COUNTS).rows as {
      changes: number;
      id: number;
    }[];
    return {
      rows: [],
      rowsAffected: counts.changes,
      lastInsertRowid: BigInt(counts.id),
    };
  }

  /** Leaves the transaction, if SQLite has not done so by itself. */
  rollBack(): void {
    if (this.connection.inTransaction) this.runHere(ROLLBACK);
  }

  close(): void {
    this.connection.close();
    this.isClosed = true;
    this.statements.clear();
    this.aside.clear();
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

  private preparedAside(sql: string): Promise<AsideStatement> {
    const known = this.aside.get(sql);
    if (known) return known;
    if (this.aside.size >= MAX_STATEMENTS) this.aside.clear();
    const statement = this.connection.prepareAside(wholeInFirstStep(sql));
    statement.catch(() => this.aside.delete(sql));
    this.aside.set(sql, statement);
    return statement;
  }
}
