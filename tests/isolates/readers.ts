import assert from "node:assert/strict";
import type { Database } from "../../lib/db/database.ts";
import {
  type Committed,
  committedLog,
  complaints,
  due,
  type Reading,
} from "../faults/checker.ts";
import type { TestClient } from "../support/client.ts";
import type { TestData } from "../support/data.ts";
import { follow, type Follower } from "../support/follower.ts";

/** Somebody who reads from the log's beginning on, whatever happens to the connection. */
export interface Reader {
  /** Where it begins. */
  isolate: number;
  follower: Follower;
  /** All that it was sent so far. */
  reading(): Reading;
}

/** `clients` are the same user on several isolates, used in turn. */
export function read(
  data: TestData,
  email: string,
  clients: TestClient[],
  isolate: number,
): Reader {
  return readerOf(data, email, follow(clients, 0), isolate);
}

export function readerOf(
  data: TestData,
  email: string,
  follower: Follower,
  isolate: number,
): Reader {
  const { tenantId, userId } = data.actors[email];
  return {
    isolate,
    follower,
    reading: () => ({
      reader: `${email} (isolate ${isolate + 1})`,
      tenantId,
      userId,
      after: 0,
      frames: follower.events,
    }),
  };
}

/**
 * Waits until every reader has been sent what was committed by now, and holds what they were sent
 * against it. Answers the log.
 */
export async function expectAllRead(
  db: Database,
  readers: Reader[],
): Promise<Committed[]> {
  const log = await committedLog(db);
  await Promise.all(
    readers.map((reader) =>
      reader.follower.reached(due(log, reader.reading()).at(-1)?.id ?? 0)
    ),
  );
  // Nothing may have come that was not committed, so what came meanwhile counts too.
  const all = await committedLog(db);
  const last = log.at(-1)?.id ?? 0;
  const found = readers.flatMap((reader) => {
    assert.deepEqual(reader.follower.resets, [], "nobody was told to refetch");
    return complaints(all, reader.reading()).filter((complaint) => {
      const [, id] = /never sent (\d+)/.exec(complaint) ?? [];
      return id === undefined || Number(id) <= last;
    });
  });
  assert.deepEqual(found, []);
  return log;
}
