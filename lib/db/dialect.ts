import type { Client, InStatement, Transaction } from "@libsql/client";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from "kysely";

/**
 * Kysely over a `@libsql/client`: autocommit statements go to the client, a transaction holds one
 * libSQL transaction from `BEGIN` to its end. Access mode "read only" makes a read snapshot, any
 * other takes the database's writer lock at once (`BEGIN IMMEDIATE`), so that no transaction can
 * fail half-way because another writer was faster.
 */
export function libsqlDialect(client: Client): Dialect {
  return {
    createAdapter: () => new LibsqlAdapter(),
    createDriver: () => new LibsqlDriver(client),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
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
  constructor(private readonly client: Client) {}

  async init() {}

  acquireConnection(): Promise<LibsqlConnection> {
    return Promise.resolve(new LibsqlConnection(this.client));
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
  private transaction: Transaction | undefined;

  constructor(private readonly client: Client) {}

  async begin(mode: "read" | "write") {
    this.transaction = await this.client.transaction(mode);
  }

  async end(how: "commit" | "rollback") {
    const transaction = this.transaction;
    // Kysely rolls back what could not even begin.
    if (!transaction) return;
    this.transaction = undefined;
    try {
      await transaction[how]();
    } finally {
      transaction.close();
    }
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = {
      sql: query.sql,
      args: query.parameters as InStatement extends { args?: infer A } ? A
        : never,
    };
    const result = await (this.transaction ?? this.client).execute(
      statement as InStatement,
    );
    return {
      rows: result.rows as Row[],
      insertId: result.lastInsertRowid,
      numAffectedRows: BigInt(result.rowsAffected),
    };
  }

  // deno-lint-ignore require-yield
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error(
      "Cannot stream a query: libSQL answers with all rows; page by key instead",
    );
  }
}
