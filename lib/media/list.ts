import { sql, type SqlBool } from "kysely";
import { type Actor, askedBy } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { decodeCursor, encodeCursor } from "../http/paging.ts";
import { head } from "../realtime/log/log.ts";
import type { Services } from "../services.ts";
import { folded } from "../shared/folded.ts";
import type { MediaPage, MediaQuery } from "./contract.ts";
import { asMediaFile, type FileRow } from "./present.ts";

/**
 * A page of the actor's library, newest first: own files, and those that others have shared in the
 * tenant. `signal` is the request's: a search may take long.
 *
 * @throws {Problem} 422 for a cursor of no list.
 */
export async function listFiles(
  { db }: Pick<Services, "db">,
  actor: Actor,
  query: MediaQuery,
  signal?: AbortSignal,
): Promise<MediaPage> {
  return await db.read(async (tx) => {
    // Each walk goes along an index of its own; the newest of both make the page.
    const own = query.scope === "shared" ? [] : await walk(tx, actor, query)
      .where("UploadedBy", "=", actor.email).execute();
    const shared = query.scope === "own" ? [] : await walk(tx, actor, query)
      .where("IsShared", "=", 1)
      .$if(
        query.scope === "all",
        (walk) => walk.where("UploadedBy", "<>", actor.email),
      ).execute();
    const found = [...own, ...shared].sort(newestFirst);
    const rows = found.slice(0, query.limit);
    const last = rows.at(-1);
    return {
      items: rows.map(asMediaFile),
      nextCursor: last && found.length > rows.length
        ? encodeCursor({ createdAt: last.UploadDate, id: last.Id })
        : null,
      position: await head(tx),
    };
  }, askedBy(actor, signal));
}

function walk(
  tx: Queries,
  { tenantId }: Actor,
  { type, q, cursor, limit }: MediaQuery,
) {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  return tx.selectFrom("MediaFiles").selectAll()
    .where("TenantId", "=", tenantId)
    .where("IsDeleted", "=", 0)
    .$if(type !== undefined, (walk) => walk.where("MediaType", "=", type!))
    .$if(
      q !== undefined,
      (walk) => walk.where(sql<SqlBool>`instr(SearchText, ${folded(q!)}) > 0`),
    )
    .$if(after !== undefined, (walk) =>
      walk.where((eb) =>
        eb(
          eb.refTuple("UploadDate", "Id"),
          "<",
          eb.tuple(after!.createdAt, after!.id),
        )
      ))
    .orderBy("UploadDate", "desc").orderBy("Id", "desc")
    // One more than asked for tells whether there is a next page.
    .limit(limit + 1);
}

function newestFirst(one: FileRow, other: FileRow): number {
  if (one.UploadDate !== other.UploadDate) {
    return one.UploadDate < other.UploadDate ? 1 : -1;
  }
  return other.Id - one.Id;
}
