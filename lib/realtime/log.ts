import type { Queries } from "../db/database.ts";
import { type Selectable, sql } from "kysely";
import type { EventRow } from "../db/schema.ts";
import { fitIntoEvent } from "./cut.ts";
import type { NewEvent, Topic } from "./spine.ts";

/** One entry of the log. `data` is the JSON of the envelope's `data`. */
export interface LoggedEvent {
  id: number;
  tenantId: string;
  topics: ReadonlySet<Topic>;
  type: string;
  data: string;
  /** ISO 8601. */
  createdAt: string;
}

/** The log's two ends: positions from `floor` to `head` can be resumed from. */
export interface Bounds {
  /** The highest id that was pruned. */
  floor: number;
  /** The last id given, remembered even when the log is empty. */
  head: number;
}

/** SQLite takes 32,766 parameters a statement; an event has five. */
const ROWS_PER_INSERT = 1_000;

/**
 * Writes `events` to the log, in order, inside the transaction that makes the change they tell of.
 * SQLite lets one transaction write at a time, so ids grow in the order of commits.
 *
 * @returns the last id, or 0 when there was nothing to write.
 */
export async function append(
  tx: Queries,
  events: NewEvent[],
  now: Date,
): Promise<number> {
  const timestamp = now.toISOString();
  let last = 0;
  for (let start = 0; start < events.length; start += ROWS_PER_INSERT) {
    const rows = events.slice(start, start + ROWS_PER_INSERT).map((event) => ({
      TenantId: event.tenantId,
      Audience: JSON.stringify(event.topics),
      Type: event.type,
      Payload: fitIntoEvent({
        ...event.about,
        tenantId: event.tenantId,
        timestamp,
        payload: event.payload,
      }),
      CreatedAt: timestamp,
    }));
    const { insertId } = await tx.insertInto("Events").values(rows)
      .executeTakeFirstOrThrow();
    last = Number(insertId);
  }
  return last;
}

/** The position of the log as `tx` sees it. */
export async function head(tx: Queries): Promise<number> {
  return (await bounds(tx)).head;
}

export async function bounds(tx: Queries): Promise<Bounds> {
  const { rows: [row] } = await sql<{ Floor: number; Head: number | null }>`
    SELECT Floor, (SELECT max(Id) FROM Events) AS Head FROM Shard`.execute(tx);
  return { floor: row.Floor, head: Math.max(row.Floor, row.Head ?? 0) };
}

/** The events of all tenants past `position`, oldest first. */
export async function readAfter(
  tx: Queries,
  position: number,
  limit: number,
): Promise<LoggedEvent[]> {
  const rows = await tx.selectFrom("Events").selectAll()
    .where("Id", ">", position).orderBy("Id").limit(limit).execute();
  return rows.map(toLoggedEvent);
}

/** The same, of one tenant. */
export async function readTenantAfter(
  tx: Queries,
  tenantId: string,
  position: number,
  limit: number,
): Promise<LoggedEvent[]> {
  const rows = await tx.selectFrom("Events").selectAll()
    .where("TenantId", "=", tenantId).where("Id", ">", position)
    .orderBy("Id").limit(limit).execute();
  return rows.map(toLoggedEvent);
}

/** Whether more than `limit` of the tenant's events lie past `position`. */
export async function isFartherBehindThan(
  tx: Queries,
  tenantId: string,
  position: number,
  limit: number,
): Promise<boolean> {
  if (!Number.isFinite(limit)) return false;
  const row = await tx.selectFrom("Events").select("Id")
    .where("TenantId", "=", tenantId).where("Id", ">", position)
    .orderBy("Id").limit(1).offset(limit).executeTakeFirst();
  return row !== undefined;
}

/** The id that tells this database from others on a shared doorbell. */
export async function shardId(tx: Queries): Promise<string> {
  const row = await tx.selectFrom("Shard").select("Id")
    .executeTakeFirstOrThrow();
  return row.Id;
}

function toLoggedEvent(
  row: Selectable<EventRow>,
): LoggedEvent {
  return {
    id: row.Id,
    tenantId: row.TenantId,
    topics: new Set(JSON.parse(row.Audience)),
    type: row.Type,
    data: row.Payload,
    createdAt: row.CreatedAt,
  };
}
