import {
  type Dialect,
  type Driver,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from "kysely";
import { type ExecuteAlone, LibsqlConnection } from "./connection.ts";
import type { SqlClient } from "./sql_client.ts";

/**
 * Kysely over libSQL: autocommit statements go to the client, a transaction holds one
 * libSQL transaction from `BEGIN` to its end. Access mode "read only" makes a read snapshot, any
 * other takes the database's writer lock at once (`BEGIN IMMEDIATE`), so that no transaction can
 * fail half-way because another writer was faster.
 */
export function libsqlDialect(
  client: SqlClient,
  executeAlone: ExecuteAlone = (statement) => client.execute(statement),
): Dialect {
  return dialectOf(() => new LibsqlDriver(client, executeAlone));
}

/** libSQL's way to speak and to answer, over any driver. */
export function dialectOf(createDriver: () => Driver): Dialect {
  return {
    createAdapter: () => new LibsqlAdapter(),
    createDriver,
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
  constructor(
    private readonly client: SqlClient,
    private readonly executeAlone: ExecuteAlone,
  ) {}

  async init() {}

  acquireConnection(): Promise<LibsqlConnection> {
    return Promise.resolve(
      new LibsqlConnection(this.client, this.executeAlone),
    );
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
