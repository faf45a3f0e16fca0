/** A statement as the client takes it. */
export interface SqlStatement {
  sql: string;
  args: readonly unknown[];
}

export interface SqlResult {
  rows: unknown[];
  lastInsertRowid?: bigint;
  rowsAffected: number;
}

/** What of libSQL's client is used: `@libsql/client` for a server, `file_client.ts` for a file. */
export interface SqlClient {
  execute(statement: SqlStatement): Promise<SqlResult>;
  transaction(mode: "read" | "write"): Promise<SqlTransaction>;
  /** Lets go of all connections; those that come next are new. */
  reconnect(): void;
  close(): void;
}

/** A client of a server, to which each request takes its time. */
export interface ServerClient extends SqlClient {
  /** Runs `statements` on one snapshot. */
  batch(statements: SqlStatement[], mode: "read"): Promise<SqlResult[]>;
}

export interface SqlTransaction {
  batch(statements: SqlStatement[]): Promise<SqlResult[]>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  close(): void;
}
