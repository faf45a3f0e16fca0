import { type Selectable, sql } from "kysely";
import type { Queries } from "../db/database.ts";
import type { JobRow } from "../db/schema.ts";
import type { NewJob } from "./jobs.ts";

/** A job that is being run. Only the holder of its lease can complete it or give it back. */
export interface Lease {
  jobId: number;
  leaseId: string;
  kind: string;
  key: string | null;
  payload: unknown;
  /** Counts from 1 and includes this attempt. */
  attempt: number;
  createdAt: Date;
}

/** Adds a job, or moves the pending one of the same kind and key forward. */
export async function enqueue(
  tx: Queries,
  { kind, key, payload = null, runAt }: NewJob,
  now: Date,
): Promise<void> {
  const dueAt = (runAt ?? now).toISOString();
  await sql`
    INSERT INTO Jobs (Kind, Key, Payload, State, DueAt, CreatedAt)
    VALUES (${kind}, ${key ?? null}, ${
    JSON.stringify(payload)
  }, 'pending', ${dueAt}, ${now.toISOString()})
    ON CONFLICT (Kind, Key) WHERE State = 'pending' AND Key IS NOT NULL
    DO UPDATE SET Payload = excluded.Payload, DueAt = min(DueAt, excluded.DueAt)`
    .execute(tx);
}

/**
 * Takes up to `limit` jobs of these kinds that are due, longest due first: pending ones, and those
 * whose lease has run out. A job is not taken while another with its key runs.
 */
export async function claim(
  tx: Queries,
  kinds: string[],
  limit: number,
  now: Date,
  leaseUntil: Date,
): Promise<Lease[]> {
  const { rows } = await sql<Selectable<JobRow>>`
    SELECT * FROM Jobs AS due
    WHERE DueAt <= ${now.toISOString()} AND Kind IN (${sql.join(kinds)})
      AND NOT EXISTS (
        SELECT 1 FROM Jobs AS other
        WHERE other.Kind = due.Kind AND other.Key = due.Key
          AND other.State = 'running' AND other.Id <> due.Id
          AND other.DueAt > ${now.toISOString()}
      )
    ORDER BY DueAt, Id LIMIT ${limit}`.execute(tx);
  const taken = new Set<string>();
  const leases: Lease[] = [];
  for (const row of rows) {
    // A job whose lease ran out and the next one of its key are both due, and only one may run.
    const work = JSON.stringify([row.Kind, row.Key]);
    if (row.Key !== null && taken.has(work)) continue;
    taken.add(work);
    leases.push({
      jobId: row.Id,
      leaseId: crypto.randomUUID(),
      kind: row.Kind,
      key: row.Key,
      payload: JSON.parse(row.Payload),
      attempt: row.Attempts + 1,
      createdAt: new Date(row.CreatedAt),
    });
  }
  for (const { jobId, leaseId, attempt } of leases) {
    await tx.updateTable("Jobs").set({
      State: "running",
      DueAt: leaseUntil.toISOString(),
      LeaseId: leaseId,
      Attempts: attempt,
    }).where("Id", "=", jobId).execute();
  }
  return leases;
}

/** Extends leases and returns those that are still held. */
export async function renew(
  tx: Queries,
  leases: Lease[],
  until: Date,
): Promise<Set<string>> {
  const held = new Set<string>();
  for (const { jobId, leaseId } of leases) {
    const { numUpdatedRows } = await tx.updateTable("Jobs")
      .set({ DueAt: until.toISOString() })
      .where("Id", "=", jobId).where("LeaseId", "=", leaseId)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n) held.add(leaseId);
  }
  return held;
}

/** Takes a job off the queue. `false` when the lease was lost, and another isolate has the job. */
export async function complete(tx: Queries, lease: Lease): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom("Jobs")
    .where("Id", "=", lease.jobId).where("LeaseId", "=", lease.leaseId)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/**
 * Makes a job pending again. When another of its key waits already, that one stands for both.
 * `false` when the lease was lost.
 */
export async function putBack(
  tx: Queries,
  lease: Lease,
  { dueAt, attempts, why = null }: {
    dueAt: Date;
    attempts: number;
    why?: string | null;
  },
): Promise<boolean> {
  if (lease.key !== null && await isPending(tx, lease.kind, lease.key)) {
    return await complete(tx, lease);
  }
  const { numUpdatedRows } = await tx.updateTable("Jobs").set({
    State: "pending",
    DueAt: dueAt.toISOString(),
    LeaseId: null,
    Attempts: attempts,
    LastError: why,
  }).where("Id", "=", lease.jobId).where("LeaseId", "=", lease.leaseId)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Puts a job aside for a human to look at. `false` when the lease was lost. */
export async function bury(
  tx: Queries,
  lease: Lease,
  why: string,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable("Jobs")
    .set({ State: "dead", DueAt: null, LeaseId: null, LastError: why })
    .where("Id", "=", lease.jobId).where("LeaseId", "=", lease.leaseId)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** When the next job of these kinds is due, from `from` on. */
export async function nextDue(
  queries: Queries,
  kinds: string[],
  from?: Date,
): Promise<Date | null> {
  const row = await queries.selectFrom("Jobs").select("DueAt")
    .where("DueAt", ">", from?.toISOString() ?? "")
    .where("Kind", "in", kinds)
    .orderBy("DueAt").limit(1).executeTakeFirst();
  return row?.DueAt ? new Date(row.DueAt) : null;
}

/** Whether there is a job of this kind and key that is not dead. */
export async function isWaitingOrRunning(
  queries: Queries,
  kind: string,
  key: string,
): Promise<boolean> {
  const row = await queries.selectFrom("Jobs").select("Id")
    .where("Kind", "=", kind).where("Key", "=", key)
    .where("State", "in", ["pending", "running"]).executeTakeFirst();
  return row !== undefined;
}

async function isPending(
  tx: Queries,
  kind: string,
  key: string,
): Promise<boolean> {
  const row = await tx.selectFrom("Jobs").select("Id")
    .where("Kind", "=", kind).where("Key", "=", key)
    .where("State", "=", "pending").executeTakeFirst();
  return row !== undefined;
}
