import { sql } from "kysely";
import type { Actor } from "../auth/actor.ts";
import type { MediaState } from "../db/schema.ts";
import { Problem } from "../http/problem.ts";
import type { Services } from "../services.ts";

/** A file that nobody can download: it waits for its scan, or was found infected. */
export interface HeldBackFile {
  id: number;
  tenantId: string;
  fileName: string;
  uploadedBy: string;
  uploadDate: string;
  state: MediaState;
  /** What the scanner calls that which it found. */
  threat: string | null;
}

const MOST = 50;

/**
 * The newest files held back, for admins: of their own tenant; for a global admin, of all.
 *
 * @throws {Problem} 403 to anybody else.
 */
export async function heldBackFiles(
  { db }: Pick<Services, "db">,
  { role, email, tenantId }: Actor,
): Promise<HeldBackFile[]> {
  if (role === "subscriber") {
    throw new Problem(403, `Files held back are not for ${email} to see`);
  }
  return await db.query.selectFrom("MediaFiles").select([
    "Id as id",
    "TenantId as tenantId",
    "FileName as fileName",
    "UploadedBy as uploadedBy",
    "UploadDate as uploadDate",
    "State as state",
    "Threat as threat",
  ])
    // As the index has it, to the letter.
    .where(sql<boolean>`State <> 'ready'`)
    .$if(
      role !== "global_admin",
      (query) => query.where("TenantId", "=", tenantId),
    )
    .orderBy("UploadDate", "desc").orderBy("Id", "desc").limit(MOST).execute();
}
