import {
  type CompiledQuery,
  type Insertable,
  type Selectable,
  sql,
} from "kysely";
import type { Queries } from "../../db/database.ts";
import { prepared } from "../../db/prepared.ts";
import type { EventRow } from "../../db/schema.ts";
import type { EventType } from "../event.ts";
import type { TopicChanges } from "../membership.ts";
import { readChanges, writeChanges } from "./changes.ts";
import { fitIntoEvent } from "./cut.ts";
import { nameOf } from "./redact.ts";
import type { NewEvent } from "../event.ts";
import type { Topic } from "../topic.ts";

/** One entry of the log. `data` is the JSON of the envelope's `data`. */
export interface LoggedEvent {
  id: number;
  tenantId: string;
  topics: ReadonlySet<Topic>;
  type: EventType;
  data: string;
  /** ISO 8601. */
  createdAt: string;
  /** Names the thing that it is about; see `nameOf`. */
  about: string | null;
  changes: TopicChanges | undefined;
}

/** The log's two ends: positions from `floor` to `head` can be resumed from. */
export interface Bounds {
  /** The highest id that was pruned. */
  floor: number;
  /** The last id given, remembered even when the log is empty. */
  head: number;
}

const insertEvent = prepared((db, row: Insertable<EventRow>) =>
  db.insertInto("Events").values({
    TenantId: row.TenantId,
    Audience: row.Audience,
    Type: row.Type,
    Payload: row.Payload,
    CreatedAt: row.CreatedAt,
    About: row.About,
    Changes: row.Changes,
  })
);

/**
 * The statement that writes `event` to the log, for the transaction that makes the change it tells
 * of. SQLite lets one transaction write at a time, so ids grow in the order of commits.
 *
 * @throws for an event that is too long and cannot be cut.
 */
export function toLog(event: NewEvent, now: Date): CompiledQuery {
  const createdAt = now.toISOString();
  return insertEvent({
    TenantId: event.tenantId,
    Audience: JSON.stringify(event.topics),
    Type: event.type,
    Payload: fitIntoEvent({
      ...event.about,
      tenantId: event.tenantId,
      timestamp: event.timestamp ?? createdAt,
      payload: event.payload,
    }),
    CreatedAt: createdAt,
    About: nameOf(event.about),
    Changes: writeChanges(event),
  });
}

/** The position of the log as `tx` sees it. */
export async function head(tx: Queries): Promise<number> {
  return (await bounds(tx)).head;
}

export async function bounds(tx: Queries): Promise<Bounds> {
  const { rows: [row] } = await tx.executeQuery(ends({}));
  return { floor: row.Floor, head: Math.max(row.Floor, row.Head ?? 0) };
}

const ends = prepared(() =>
  sql<{ Floor: number; Head: number | null }>`
    SELECT Floor, (SELECT max(Id) FROM Events) AS Head FROM Shard`
);

/** The events of all tenants past `position`, oldest first. */
export async function readAfter(
  tx: Queries,
  position: number,
  limit: number,
): Promise<LoggedEvent[]> {
  const { rows } = await tx.executeQuery(pastPosition({ position, limit }));
  return rows.map(toLoggedEvent);
}

const pastPosition = prepared((
  db,
  values: { position: number; limit: number },
) =>
  db.selectFrom("Events").selectAll()
    .where("Id", ">", values.position).orderBy("Id").limit(values.limit)
);

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
    type: row.Type as EventType,
    data: row.Payload,
    createdAt: row.CreatedAt,
    about: row.About,
    changes: readChanges(row.Changes),
  };
}
