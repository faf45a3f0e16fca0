import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import type { RecordEvent } from "../realtime/spine.ts";
import type { Services } from "../services.ts";
import { announceFile } from "./announce.ts";
import type { MediaFile } from "./contract.ts";
import { asMediaFile } from "./present.ts";
import { SCAN } from "./scan.ts";
import { searchTextOf } from "./search_text.ts";
import type { TakenFile } from "./take_file.ts";

/** Puts files that are in the store into the actor's library, and tells who sees it. */
export async function insertFiles(
  { jobs, clock }: Pick<Services, "jobs" | "clock">,
  tx: Queries,
  record: RecordEvent,
  actor: Actor,
  files: TakenFile[],
): Promise<MediaFile[]> {
  const now = clock.now();
  const items: MediaFile[] = [];
  for (const file of files) {
    const { fileName, type, keys, size, checksum, state, picture } = file;
    const row = await tx.insertInto("MediaFiles").values({
      TenantId: actor.tenantId,
      FileName: fileName,
      SearchText: searchTextOf({ FileName: fileName, Description: null }),
      FileSize: size,
      ContentType: type.contentType,
      MediaType: type.mediaType,
      R2Key: keys.file,
      ThumbnailKey: picture?.thumbnail ? keys.thumbnail : null,
      ThumbnailSize: picture?.thumbnail?.byteLength ?? null,
      Checksum: checksum,
      UploadDate: now.toISOString(),
      UploadedBy: actor.email,
      Width: picture?.width ?? null,
      Height: picture?.height ?? null,
      State: state,
    }).returningAll().executeTakeFirstOrThrow();
    if (state === "scanning") {
      const key = String(row.Id);
      await jobs.enqueue(tx, { kind: SCAN, key, payload: row.Id });
    }
    await announceFile(tx, record, row);
    items.push(asMediaFile(row));
  }
  return items;
}
