import { sql } from "kysely";
import { type Actor, askedBy } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import { head } from "../realtime/log/log.ts";
import type { DerivedSignal } from "../realtime/derived_signal.ts";
import type { Services } from "../services.ts";
import { PRIORITIES } from "../shared/priorities.ts";
import type { UnreadCount } from "./contract.ts";

type Count = Omit<UnreadCount, "position">;

/** How many messages of the inbox are unread, and the position at which that was true. */
export async function unreadCount(
  { db, clock }: Pick<Services, "db" | "clock">,
  actor: Actor,
): Promise<UnreadCount> {
  const { tenantId, userId } = actor;
  return await db.read(async (tx) => {
    const counts = await countUnread(tx, tenantId, [userId], clock.now());
    return { ...counts.get(userId)!, position: await head(tx) };
  }, askedBy(actor));
}

/** The count, told to each window of a user after all events that can change it. */
export const unreadCounts: DerivedSignal<"unread:count"> = {
  type: "unread:count",
  after: ["message:new", "message:read", "message:update", "message:delete"],
  compute: (tx, tenantId, userIds) =>
    countUnread(tx, tenantId, userIds, new Date()),
  inConnected: (value) => ({ unreadCount: value.count }),
};

/**
 * The counts of these users, also of those with none, read from `RecipientsUnread` alone. A stream
 * that opens waits for its user's: few users with little unread are counted on the event loop.
 */
async function countUnread(
  tx: Queries,
  tenantId: string,
  userIds: number[],
  now: Date,
): Promise<Map<number, Count>> {
  const of = (users: number[], entries: number): Values => ({
    tenantId,
    users: JSON.stringify(users),
    now: now.toISOString(),
    entries,
  });
  const counts = new Map<number, Count>();
  let left = userIds;
  if (userIds.length <= FEW_USERS) {
    const { rows } = await tx.executeQuery(countFew(of(left, FEW_ENTRIES)));
    left = note(rows, FEW_ENTRIES);
  }
  if (left.length > 0) {
    const { rows } = await counting(of(left, NO_LIMIT)).execute(tx);
    note(rows, Infinity);
  }
  return counts;

  /** Answers of whom there may be more than the entries that were looked at. */
  function note(rows: Row[], entries: number): number[] {
    const more: number[] = [];
    for (const { Id, counted } of rows) {
      const { looked, ...byPriority } = JSON.parse(counted);
      if (looked === entries) more.push(Id);
      counts.set(Id, { count: sumOf(byPriority), byPriority });
    }
    return more;
  }
}

/** Of so many users, so many entries each are a point query: 20 µs for each user. */
const FEW_USERS = 100;
const FEW_ENTRIES = 200;

const NO_LIMIT = -1;

interface Values {
  tenantId: string;
  /** A JSON list: one query, however many they are. */
  users: string;
  now: string;
  /** How many of each user's entries are looked at. */
  entries: number;
}

const countFew = prepared((_, values: Values) => counting(values));

interface Row {
  Id: number;
  /** A JSON object: how many entries were `looked` at, and how many count, by priority. */
  counted: string;
}

function counting({ tenantId, users, now, entries }: Values) {
  const byPriority = PRIORITIES.map((name) =>
    sql`${sql.lit(name)}, count(iif(isLive AND Priority = ${
      sql.lit(name)
    }, 1, NULL))`
  );
  return sql<Row>`
    SELECT u.Id, (
      SELECT json_object('looked', count(*), ${sql.join(byPriority)})
      FROM (
        SELECT Priority, ExpiresAt IS NULL OR ExpiresAt > ${now} AS isLive
        FROM MessageRecipients
        WHERE RecipientEmail = u.Email
          AND IsRead = 0 AND IsDeleted = 0 AND IsArchived = 0
        LIMIT ${entries}
      )
    ) AS counted
    FROM json_each(${users})
    CROSS JOIN Users AS u ON u.Id = json_each.value
    WHERE u.TenantId = ${tenantId}`;
}

function sumOf(byPriority: Count["byPriority"]): number {
  return PRIORITIES.reduce((sum, name) => sum + byPriority[name], 0);
}
