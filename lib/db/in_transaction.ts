import {
  type CompiledQuery,
  type DatabaseConnection,
  DummyDriver,
  Kysely,
  type QueryResult,
} from "kysely";
import type { LibsqlConnection } from "./connection.ts";
import type { Queries } from "./queries.ts";
import { dialectOf } from "./dialect.ts";
import { gathered } from "./gathered.ts";
import type { Schema } from "./schema.ts";
import type { RunOptions } from "./sql_client.ts";

/** Runs statements of the transaction `tx`; all that follows one that fails is left out. */
export function executeTogether(
  tx: Queries,
  queries: CompiledQuery[],
): Promise<QueryResult<unknown>[]> {
  return tx.getExecutor().provideConnection((connection) =>
    (connection as LibsqlConnection).executeTogether(queries)
  );
}

/** How many statements of the transaction `tx` have gone well that may have changed something. */
export function changesOf(tx: Queries): Promise<number> {
  return tx.getExecutor().provideConnection((connection) =>
    Promise.resolve((connection as LibsqlConnection).changes)
  );
}

/** Sets for whom, and for how long, the statements of the transaction `tx` run. */
export function runWith(tx: Queries, options: RunOptions): Promise<void> {
  return tx.getExecutor().provideConnection((connection) => {
    (connection as LibsqlConnection).options = options;
    return Promise.resolve();
  });
}

/** A transaction as works see it that run side by side. */
export interface SideBySide {
  tx: Queries;
  /** The error of statements that were run together, if some failed; it does not say which. */
  readonly failure: unknown;
}

/**
 * The transaction `tx`, in which what is asked in the same turn of the event loop is run together.
 * In Kysely's own, each statement waits for the one before.
 */
export async function sideBySide(tx: Queries): Promise<SideBySide> {
  const connection = await tx.getExecutor().provideConnection((connection) =>
    Promise.resolve(connection as LibsqlConnection)
  );
  const shared = new SharedConnection(connection);
  return {
    tx: new Kysely<Schema>({ dialect: dialectOf(() => new OneOf(shared)) }),
    get failure() {
      return shared.failure;
    },
  };
}

class SharedConnection implements DatabaseConnection {
  failure: unknown;
  private readonly execute = gathered(
    Infinity,
    (queries: CompiledQuery[]) => this.connection.executeTogether(queries),
  );

  constructor(private readonly connection: LibsqlConnection) {}

  get changes(): number {
    return this.connection.changes;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.failure) throw this.failure;
    try {
      return await this.execute(query) as QueryResult<Row>;
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    return this.connection.streamQuery<Row>();
  }
}

class OneOf extends DummyDriver {
  constructor(private readonly connection: DatabaseConnection) {
    super();
  }

  override acquireConnection(): Promise<DatabaseConnection> {
    return Promise.resolve(this.connection);
  }
}
