import { createClient } from "@libsql/client";
import { Kysely, sql } from "kysely";
import { libsqlDialect } from "./dialect.ts";
import { isBusy } from "./errors.ts";
import type { Schema } from "./schema.ts";
import { retryWhile } from "./retry.ts";
import { writerQueue } from "./writer_queue.ts";

/** A query builder: the database itself or a transaction on it. */
export type Queries = Kysely<Schema>;

/** One libSQL database. `query` is for single statements that only read. */
export interface Database {
  readonly query: Queries;
  /** Runs `work` on one snapshot: all that it reads was true at the same moment. */
  read<T>(work: (tx: Queries) => Promise<T>): Promise<T>;
  /**
   * Runs `work` in a transaction that holds the writer lock from its start. Writers of this
   * process wait in a queue; when another process holds the lock, `work` runs again from the
   * start, so it must have no effect outside `tx`.
   *
   * @throws {DatabaseBusyError} when the lock could not be had in 5 s.
   */
  write<T>(work: (tx: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Another process held the writer lock for too long; the same call may succeed later. */
export class DatabaseBusyError extends Error {
  override name = "DatabaseBusyError";
}

/**
 * How long SQLite itself may wait for a lock. It waits on the event loop's own thread, so this is
 * short, and the longer wait is ours, with a pause that lets others run.
 */
const LOCK_WAIT_MS = 10;

const WRITE_DEADLINE_MS = 5_000;

/**
 * Opens the database at `url` (`file:…`, or `libsql:`, `http(s):`, `ws(s):` of a server).
 *
 * @throws when a file cannot be opened. A server that is away shows at the first query.
 */
export async function openDatabase(
  { url, authToken }: { url: string; authToken?: string },
): Promise<Database> {
  const client = createClient({ url, authToken, timeout: LOCK_WAIT_MS });
  const query = new Kysely<Schema>({ dialect: libsqlDialect(client) });
  if (url.startsWith("file:")) {
    // Kept in the file itself: readers never wait for the writer, nor it for them.
    await retryWhile(
      isBusy,
      WRITE_DEADLINE_MS,
      () => sql`PRAGMA journal_mode = WAL`.execute(query),
    );
  }
  const enqueue = writerQueue();

  return {
    query,
    read: (work) =>
      query.transaction().setAccessMode("read only").execute(work),
    write: (work) =>
      enqueue(async () => {
        try {
          return await retryWhile(
            isBusy,
            WRITE_DEADLINE_MS,
            () => query.transaction().execute(work),
          );
        } catch (error) {
          if (!isBusy(error)) throw error;
          throw new DatabaseBusyError(
            `Cannot write: another process held the database for ${WRITE_DEADLINE_MS} ms`,
            { cause: error },
          );
        }
      }),
    close: () => query.destroy(),
  };
}
