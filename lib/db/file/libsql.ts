import Synchronous from "libsql";
import Asynchronous from "libsql/promise";

/** What is used of the `libsql` package, whose types leave out half of it. */
export interface Libsql {
  readonly inTransaction: boolean;
  exec(sql: string): void;
  prepare(sql: string): Synchronous.Statement;
  /** A statement that takes its first step on one of libSQL's own threads. */
  prepareAside(sql: string): Promise<AsideStatement>;
  /** Ends the statement that is under way on another thread, if one is. */
  interrupt(): void;
  close(): void;
}

export interface AsideStatement {
  /** Whether it answers with rows. */
  readonly reader: boolean;
  all(args: readonly unknown[]): Promise<unknown[]>;
}

/**
 * More than statements are ever under way: each holds a thread, and without a number there are as
 * many as cores, which a search on each would fill. One that is idle costs nothing but its stack.
 */
const THREADS = 16;

/**
 * Opens a file with both of the package's interfaces: they stand on the same handle, and one can
 * step only on the calling thread, the other only on another.
 */
export function openLibsql(path: string, lockWaitMs: number): Libsql {
  // Read by libSQL's runtime (tokio), once, before the first connection.
  Deno.env.set("TOKIO_WORKER_THREADS", String(THREADS));
  const database = new Synchronous(path, { timeout: lockWaitMs });
  const { prepare } = Asynchronous.prototype;
  return Object.assign(database, {
    prepareAside: (sql: string) => prepare.call(database, sql),
  }) as unknown as Libsql;
}
