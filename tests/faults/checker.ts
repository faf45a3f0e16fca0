import { CONTROL_EVENTS } from "../../lib/realtime/live/control.ts";
import type { Database } from "../../lib/db/database.ts";
import type { Frame } from "../support/stream.ts";

/** What one reader was sent, over all of its connections. */
export interface Reading {
  /** The reader's name, for the complaints. */
  reader: string;
  tenantId: string;
  userId: number;
  /** The position past which the reader asked for everything. */
  after: number;
  frames: Pick<Frame, "id" | "event" | "data">[];
}

/** An event as it was committed. */
export interface Committed {
  id: number;
  tenantId: string;
  topics: string[];
  type: string;
  /** The JSON of the envelope's `data`. */
  data: string;
}

/** Rows of one request: a server refuses to answer with more than 10 MB. */
const PAGE = 1_000;

/** The whole log, read from the database itself. */
export async function committedLog(db: Database): Promise<Committed[]> {
  const log: Committed[] = [];
  for (;;) {
    const rows = await db.query.selectFrom("Events").selectAll()
      .where("Id", ">", log.at(-1)?.id ?? 0).orderBy("Id").limit(PAGE)
      .execute();
    log.push(...rows.map((row) => ({
      id: row.Id,
      tenantId: row.TenantId,
      topics: JSON.parse(row.Audience),
      type: row.Type,
      data: row.Payload,
    })));
    if (rows.length < PAGE) return log;
  }
}

/**
 * What is wrong with a reading, a line for each fault. A reading has to be the part of the log that
 * the reader was entitled to: all of it, in order, once, and nothing else. The checker judges
 * entitlement by itself, so that it does not share an error with the product.
 */
export function complaints(log: Committed[], reading: Reading): string[] {
  const { reader, after, frames } = reading;
  const found: string[] = [];
  const complain = (what: string) => found.push(`${reader} ${what}`);
  const byId = new Map(log.map((event) => [event.id, event]));
  const seen = new Set<number>();
  let last = after;

  for (const { id = NaN, event: type, data } of frames) {
    const committed = byId.get(id);
    if (!committed) {
      complain(`was sent ${id}, which was never committed`);
      continue;
    }
    if (!isFor(committed, reading)) {
      complain(`was sent ${id}, which is for others`);
    }
    if (seen.has(id)) complain(`was sent ${id} twice`);
    else if (id < last) complain(`was sent ${id} after ${last}`);
    if (
      type !== committed.type || JSON.stringify(data?.data) !== committed.data
    ) {
      complain(`was sent ${id} with another content than was committed`);
    }
    seen.add(id);
    last = Math.max(last, id);
  }
  for (const { id } of due(log, reading)) {
    if (!seen.has(id)) complain(`was never sent ${id}`);
  }
  return found;
}

/** What a reader has to be sent. */
export function due(
  log: Committed[],
  reading: Pick<Reading, "tenantId" | "userId" | "after">,
): Committed[] {
  return log.filter((event) =>
    event.id > reading.after && isFor(event, reading)
  );
}

function isFor(
  { tenantId, topics, type }: Committed,
  reader: Pick<Reading, "tenantId" | "userId">,
): boolean {
  return !CONTROL_EVENTS.has(type) && tenantId === reader.tenantId &&
    (topics.includes("tenant") || topics.includes(`user:${reader.userId}`));
}
