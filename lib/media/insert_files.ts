import type { Actor } from "../auth/actor.ts";
import type { Database, Queries } from "../db/database.ts";
import type { RecordEvent } from "../realtime/event.ts";
import type { Services } from "../services.ts";
import { fileText } from "../shared/file_text.ts";
import { announceFile } from "./announce.ts";
import type { MediaFile } from "./contract.ts";
import { asMetadata } from "./metadata.ts";
import { asMediaFile } from "./present.ts";
import { type QuotaLimits, readQuotas, requireWithinQuotas } from "./quota.ts";
import { SCAN } from "./scan.ts";
import type { TakenFile } from "./take_file.ts";

/** The files that the actor has uploaded with this `clientId`, also those deleted since, in their order. */
export async function uploadedWith(
  db: Database,
  actor: Actor,
  clientId: string | undefined,
): Promise<MediaFile[]> {
  if (clientId === undefined) return [];
  const rows = await db.query.selectFrom("MediaFiles").selectAll()
    .where("UploadedBy", "=", actor.email).where("ClientId", "=", clientId)
    .orderBy("ClientPart").execute();
  return rows.map(asMediaFile);
}

/**
 * Puts files that are in the store into the actor's library, and tells whoever may see them; what
 * has to be scanned is put into the line for it.
 *
 * @throws {Problem} 413 where they are more than the quotas leave room for.
 * @throws a unique violation where files have been uploaded with this `clientId` before.
 */
export async function insertFiles(
  { jobs, clock }: Pick<Services, "jobs" | "clock">,
  tx: Queries,
  record: RecordEvent,
  actor: Actor,
  { files, clientId, limits }: {
    files: TakenFile[];
    clientId: string | undefined;
    limits: QuotaLimits;
  },
): Promise<MediaFile[]> {
  const now = clock.now();
  const items: MediaFile[] = [];
  for (const [index, file] of files.entries()) {
    const { fileName, type, keys, size, checksum, charset, state, picture } =
      file;
    const row = await tx.insertInto("MediaFiles").values({
      TenantId: actor.tenantId,
      FileName: fileName,
      SearchText: fileText({ fileName, description: null }),
      FileSize: size,
      ContentType: type.contentType,
      MediaType: type.mediaType,
      R2Key: keys.file,
      ThumbnailKey: picture?.thumbnail ? keys.thumbnail : null,
      ThumbnailSize: picture?.thumbnail?.byteLength ?? null,
      Checksum: checksum,
      Metadata: charset && asMetadata({ charset }),
      UploadDate: now.toISOString(),
      UploadedBy: actor.email,
      Width: picture?.width ?? null,
      Height: picture?.height ?? null,
      State: state,
      ...(clientId !== undefined && { ClientId: clientId, ClientPart: index }),
    }).returningAll().executeTakeFirstOrThrow();
    if (state === "scanning") {
      const key = String(row.Id);
      await jobs.enqueue(tx, { kind: SCAN, key, payload: row.Id });
    }
    await announceFile(tx, record, row);
    items.push(asMediaFile(row));
  }
  // Others may have uploaded since the first byte of these was taken.
  requireWithinQuotas(await readQuotas(tx, actor, limits));
  return items;
}
