/** A statement as the client takes it. */
export interface SqlStatement {
  sql: string;
  args: readonly unknown[];
  /** Touches a few rows by their keys, however large the tables are: it is never worth a thread. */
  isPoint?: boolean;
}

export interface SqlResult {
  rows: unknown[];
  lastInsertRowid?: bigint;
  rowsAffected: number;
}

/** For whom statements are run, and for how long. */
export interface RunOptions {
  /** Who shares the database fairly with the others, such as `user:7`; without it, one for all. */
  caller?: string;
  /** Ends the statement that is under way, and takes back the wait for one. */
  signal?: AbortSignal;
  /** How long each statement may take; 2,000 by itself. A server has 6 s, whatever this says. */
  deadlineMs?: number;
}

/** A write that has been asked for is done, though who asked has gone: they cannot know it is not. */
export interface WriteOptions extends Omit<RunOptions, "signal"> {
  /** May run side by side with others that may: see `Database.write`. */
  independent?: boolean;
}

/** What of libSQL's client is used: `@libsql/client` for a server, `file/` for a file. */
export interface SqlClient {
  execute(statement: SqlStatement): Promise<SqlResult>;
  transaction(mode: "read" | "write"): Promise<SqlTransaction>;
  /** Lets go of all connections; those that come next are new. */
  reconnect(): void;
  close(): void | Promise<void>;
}

/** A client of a server, to which each request takes its time. */
export interface ServerClient extends SqlClient {
  /** Runs `statements` on one snapshot. */
  batch(statements: SqlStatement[], mode: "read"): Promise<SqlResult[]>;
}

export interface SqlTransaction {
  batch(statements: SqlStatement[], options?: RunOptions): Promise<SqlResult[]>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  close(): void;
}
