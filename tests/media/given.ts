import type { Actor } from "../../lib/auth/actor.ts";
import type { UploadAnswer } from "../../lib/media/contract.ts";
import { SCAN } from "../../lib/media/scan.ts";
import { newKeys } from "../../lib/media/store/keys.ts";
import { uploadFiles } from "../../lib/media/upload.ts";
import type { Services } from "../../lib/services.ts";

/** Uploads a text file, as a form does. */
export function uploadText(
  services: Services,
  actor: Actor,
  content: string,
  fileName = "note.txt",
): Promise<UploadAnswer> {
  const form = new FormData();
  form.append("file", new File([content], fileName, { type: "text/plain" }));
  const url = "http://localhost/api/messaging/attachments/upload";
  const request = new Request(url, { method: "POST", body: form });
  return uploadFiles(services, actor, request);
}

/** Puts a file that waits for its scan into the actor's library, past the upload's own checks. */
export async function insertFile(
  { db, store, jobs, clock }: Services,
  actor: Actor,
  content: Uint8Array,
): Promise<number> {
  const { file } = newKeys(actor.tenantId);
  await store.put(file, ReadableStream.from([content]));
  return await db.write(async (tx) => {
    const { Id } = await tx.insertInto("MediaFiles").values({
      TenantId: actor.tenantId,
      FileName: "note.txt",
      SearchText: "note.txt",
      FileSize: content.byteLength,
      ContentType: "text/plain",
      MediaType: "document",
      R2Key: file,
      Checksum: "",
      UploadDate: clock.now().toISOString(),
      UploadedBy: actor.email,
      State: "scanning",
    }).returning("Id").executeTakeFirstOrThrow();
    await jobs.enqueue(tx, { kind: SCAN, key: String(Id), payload: Id });
    return Id;
  });
}
