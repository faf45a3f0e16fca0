import { Kysely, sql } from "kysely";
import { fileClients, serverClients } from "./clients.ts";
import { libsqlDialect } from "./dialect.ts";
import { isPassing } from "./errors.ts";
import { type Gate, gate } from "./gate.ts";
import { groupCommit } from "./group_commit.ts";
import { runWith } from "./in_transaction.ts";
import { filePathOf } from "./location.ts";
import { onceFree } from "./once_free.ts";
import { makePrivate } from "./private_file.ts";
import type { Queries } from "./queries.ts";
import type { Schema } from "./schema.ts";
import {
  createSpareRoom,
  type SpareRoom,
  withSpareRoom,
} from "./spare_room.ts";
import type { RunOptions } from "./sql_client.ts";
import type { Write } from "./write.ts";
import { type WriterLock, writerLock } from "./writer_lock.ts";

export type { Queries };

/**
 * One libSQL database. In a database file, what is made with `prepared` touches a few rows and runs
 * on the event loop; any other statement, and each commit, runs on another thread.
 */
export interface Database {
  /** For single statements that only read: a database file refuses any other here. */
  readonly query: Queries;
  /**
   * Runs `work` on one snapshot: all that it reads was true at the same moment.
   *
   * @throws {DatabaseBusyError} when the line was too long.
   * @throws {DeadlineError} when a statement took longer than `deadlineMs`.
   */
  read<T>(
    work: (tx: Queries) => Promise<T>,
    options?: RunOptions,
  ): Promise<T>;
  /**
   * Runs `work` in a transaction that holds the writer lock from its start. Writers wait in line,
   * those of this process and of others; works that wait at the same time share a transaction. One
   * may run again from the start, so it must have no effect outside `tx`. What it puts off with
   * `later` is done before the commit.
   *
   * Works in which `independent` is set may be run side by side, so that their statements share
   * requests: none of them may read what another of them writes, nor go on after a statement that
   * has failed.
   *
   * @throws {DatabaseBusyError} when the lock could not be had in 5 s, or the line was too long.
   * @throws {DeadlineError} when a statement took longer than `deadlineMs`.
   * @throws {DatabaseAwayError} when the server does not answer.
   * @throws {CommitUnknownError} when it was lost while it committed.
   */
  write: Write;
  /** Works given to `write` that have ended, since the start. */
  readonly writes: WriteCounts;
  /** What is kept on the disk of a database file, to be written in when it is full. */
  readonly spareRoom?: SpareRoom;
  close(): Promise<void>;
}

export interface WriteCounts {
  done: number;
  /** Told to come again: the lock could not be had, or the database was away. */
  refused: number;
}

/** Snapshots open at once, each on a connection of its own, which is kept; and those of one caller. */
const SNAPSHOTS = 16;
const SNAPSHOTS_OF_ONE = 2;

/**
 * How many statements of a file's readers are run on other threads at once: one for each processor,
 * and one for those who have used little. With more that go on for long, each is slower: they wait
 * for a lock that SQLite has for the whole process, while who holds it waits for a processor; and so
 * does the event loop, where their rows are fetched.
 */
const ASIDE = Math.min(4, navigator.hardwareConcurrency) + 1;

/** How many requests with single statements a server is sent at once. */
const QUERIES = 20;

/** How long a work may wait in line before it is refused: its answer would come too late. */
const PATIENCE_MS = 4_000;

/**
 * Opens the database at `url` (`file:…`, or `libsql:`, `http(s):` of a server).
 *
 * @throws when a file cannot be opened. A server that is away shows at the first query.
 */
export async function openDatabase(
  { url, authToken }: {
    url: string;
    authToken?: string;
  },
): Promise<Database> {
  const path = filePathOf(url);
  if (path !== undefined) makePrivate(path);
  const { readerClient, writerClient, executeAlone } = path === undefined
    ? await serverClients(
      { url, authToken },
      gate(QUERIES, { patienceMs: PATIENCE_MS }),
    )
    : fileClients(path, gate(ASIDE, { patienceMs: PATIENCE_MS }));
  const query = new Kysely<Schema>({
    dialect: libsqlDialect(readerClient, executeAlone),
  });
  const writer = new Kysely<Schema>({ dialect: libsqlDialect(writerClient) });
  const inSnapshotsTurn = gate(SNAPSHOTS, {
    patienceMs: PATIENCE_MS,
    perCaller: SNAPSHOTS_OF_ONE,
  });
  const spareRoom = path === undefined
    ? undefined
    : createSpareRoom(`${path}-spare`);
  let lock: WriterLock | undefined;
  let inTurn: Gate = (turn) => turn();
  const writes: WriteCounts = { done: 0, refused: 0 };

  if (path !== undefined) {
    lock = writerLock(`${path}-writer`);
    inTurn = lock.inTurn;
    // Kept in the file itself: readers never wait for the writer, nor it for them.
    const { rows: [mode] } = await sql<{ journal_mode: string }>`
      PRAGMA journal_mode`.execute(query);
    if (mode.journal_mode !== "wal") {
      await inTurn(() =>
        onceFree(
          writerClient,
          () => sql`PRAGMA journal_mode = WAL`.execute(writer),
        )
      );
    }
  }

  const write = groupCommit(
    inTurn,
    (group) =>
      onceFree(writerClient, () => writer.transaction().execute(group)),
    { patienceMs: PATIENCE_MS },
  );
  return {
    query,
    read: (work, options = {}) =>
      inSnapshotsTurn(
        () =>
          query.transaction().setAccessMode("read only").execute(async (tx) => {
            await runWith(tx, options);
            return await work(tx);
          }),
        options,
      ),
    write: counted(
      writes,
      spareRoom ? withSpareRoom(write, spareRoom) : write,
    ),
    writes,
    spareRoom,
    async close() {
      await query.destroy();
      await writer.destroy();
      lock?.[Symbol.dispose]();
    },
  };
}

function counted(writes: WriteCounts, write: Write): Write {
  return async (work, options) => {
    try {
      const result = await write(work, options);
      writes.done++;
      return result;
    } catch (error) {
      if (isPassing(error)) writes.refused++;
      throw error;
    }
  };
}
