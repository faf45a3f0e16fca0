import type { Actor } from "../auth/actor.ts";
import { Problem } from "../http/problem.ts";
import { commit } from "../realtime/commit.ts";
import type { Services } from "../services.ts";
import { fileText } from "../shared/file_text.ts";
import { findManagedFile } from "./access.ts";
import { announceFile } from "./announce.ts";
import type { MediaFile, MediaPatch } from "./contract.ts";
import { cleanFileName, extensionOf } from "./file_name.ts";
import { FILE_TYPES } from "./type/file_types.ts";
import { asMediaFile, type FileRow } from "./present.ts";

/**
 * Renames, describes or shares a file. What messages call their attachments stays as it was, and so
 * do the downloads of those who only have it there.
 *
 * @throws {Problem} 404 for a file that the actor cannot see, 403 for one that is not theirs, 409
 * for sharing one that was found infected.
 */
export async function changeFile(
  services: Pick<Services, "db" | "spine" | "fileUses" | "clock">,
  actor: Actor,
  id: number,
  { fileName, description, shared }: MediaPatch,
): Promise<MediaFile> {
  const now = services.clock.now();
  return await commit(services, async (tx, record) => {
    const was = await findManagedFile(services, tx, actor, id, now);
    if (shared && was.State === "infected") {
      throw new Problem(
        409,
        `Cannot share media file "${id}": it was found infected`,
      );
    }
    const FileName = fileName === undefined
      ? was.FileName
      : renamed(was, fileName);
    const Description = description === undefined
      ? was.Description
      : description;
    const row = await tx.updateTable("MediaFiles").set({
      FileName,
      Description,
      SearchText: fileText({ fileName: FileName, description: Description }),
      IsShared: shared === undefined ? was.IsShared : shared ? 1 : 0,
    }).where("Id", "=", id).returningAll().executeTakeFirstOrThrow();
    await announceFile(tx, record, row, was);
    return asMediaFile(row);
  });
}

/** The new name with an extension that still says the file's type. */
function renamed({ FileName, ContentType }: FileRow, given: string): string {
  const name = cleanFileName(given);
  const type = FILE_TYPES.find((each) => each.contentType === ContentType);
  if (type?.extensions.includes(extensionOf(name))) return name;
  return cleanFileName(`${name}.${extensionOf(FileName)}`);
}
