import {
  CommitUnknownError,
  isBusy,
  isRefusal,
  isUnavailable,
} from "./errors.ts";
import type { Gate } from "./gate.ts";
import type { Schema } from "./schema.ts";
import type {
  SqlClient,
  SqlResult,
  SqlStatement,
  SqlTransaction,
} from "./sql_client.ts";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from "kysely";

/**
 * Kysely over libSQL: autocommit statements go to the client, a transaction holds one
 * libSQL transaction from `BEGIN` to its end. Access mode "read only" makes a read snapshot, any
 * other takes the database's writer lock at once (`BEGIN IMMEDIATE`), so that no transaction can
 * fail half-way because another writer was faster. Autocommit statements wait for their `turn`.
 */
export function libsqlDialect(
  client: SqlClient,
  inTurn: Gate = (turn) => turn(),
): Dialect {
  return {
    createAdapter: () => new LibsqlAdapter(),
    createDriver: () => new LibsqlDriver(client, inTurn),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Runs statements of the transaction `tx` as one request; all that follows one that fails is left out. */
export function executeTogether(
  tx: Kysely<Schema>,
  queries: CompiledQuery[],
): Promise<QueryResult<unknown>[]> {
  return tx.getExecutor().provideConnection((connection) =>
    (connection as LibsqlConnection).executeTogether(queries)
  );
}

class LibsqlAdapter extends SqliteAdapter {
  /** The client has a pool; with one connection, a read would wait for the writer. */
  override get supportsMultipleConnections() {
    return true;
  }

  /** Kysely says no for SQLite; SQLite itself does roll schema changes back. */
  override get supportsTransactionalDdl() {
    return true;
  }
}

class LibsqlDriver implements Driver {
  constructor(
    private readonly client: SqlClient,
    private readonly inTurn: Gate,
  ) {}

  async init() {}

  acquireConnection(): Promise<LibsqlConnection> {
    return Promise.resolve(new LibsqlConnection(this.client, this.inTurn));
  }

  beginTransaction(
    connection: LibsqlConnection,
    settings: TransactionSettings,
  ) {
    return connection.begin(
      settings.accessMode === "read only" ? "read" : "write",
    );
  }

  commitTransaction(connection: LibsqlConnection) {
    return connection.end("commit");
  }

  rollbackTransaction(connection: LibsqlConnection) {
    return connection.end("rollback");
  }

  async releaseConnection() {}

  async destroy() {
    await this.client.close();
  }
}

class LibsqlConnection implements DatabaseConnection {
  private transaction: SqlTransaction | undefined;
  /** Savepoints go out with the next statement: to a server, each request takes its time. */
  private savepoints: SqlStatement[] = [];
  /** What ended the transaction before its time: a server would run what comes next without it. */
  private broken: unknown;

  constructor(
    private readonly client: SqlClient,
    private readonly inTurn: Gate,
  ) {}

  async begin(mode: "read" | "write") {
    this.transaction = await this.client.transaction(mode);
  }

  async end(how: "commit" | "rollback") {
    const transaction = this.transaction;
    // Kysely rolls back what could not even begin.
    if (!transaction) return;
    this.transaction = undefined;
    try {
      if (how === "commit") await this.commit(transaction);
      // What cannot be rolled back is gone already; why is known to who asks for it.
      else await transaction.rollback().catch(() => {});
    } finally {
      transaction.close();
    }
  }

  private async commit(transaction: SqlTransaction) {
    if (this.broken) throw this.broken;
    try {
      await transaction.commit();
    } catch (error) {
      if (isRefusal(error)) throw error;
      throw new CommitUnknownError(
        "The database server was lost while it committed",
        { cause: error },
      );
    }
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = statementOf(query);
    if (!this.transaction) {
      return resultOf(await this.inTurn(() => this.client.execute(statement)));
    }
    if (query.sql.startsWith("SAVEPOINT ")) {
      this.savepoints.push(statement);
      return { rows: [] };
    }
    const [result] = await this.executeInTransaction([statement]);
    return resultOf(result);
  }

  /** Several statements of the transaction, as one request. */
  async executeTogether(
    queries: CompiledQuery[],
  ): Promise<QueryResult<unknown>[]> {
    const results = await this.executeInTransaction(queries.map(statementOf));
    return results.map(resultOf);
  }

  private async executeInTransaction(
    statements: SqlStatement[],
  ): Promise<SqlResult[]> {
    if (this.broken) throw this.broken;
    const savepoints = this.savepoints.splice(0);
    try {
      const results = await this.transaction!.batch([
        ...savepoints,
        ...statements,
      ]);
      return results.slice(savepoints.length);
    } catch (error) {
      if (isUnavailable(error) || isBusy(error)) this.broken = error;
      throw error;
    }
  }

  // deno-lint-ignore require-yield
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error(
      "Cannot stream a query: libSQL answers with all rows; page by key instead",
    );
  }
}

function statementOf({ sql, parameters }: CompiledQuery): SqlStatement {
  return { sql, args: parameters };
}

function resultOf<Row>(result: SqlResult): QueryResult<Row> {
  return {
    rows: result.rows as Row[],
    insertId: result.lastInsertRowid,
    numAffectedRows: BigInt(result.rowsAffected),
  };
}
