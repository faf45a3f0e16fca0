import { sql } from "kysely";
import { type Actor, askedBy } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import type { MediaState } from "./tables.ts";
import { Problem } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { isAdmin } from "../shared/is_admin.ts";

/** A file that nobody can download: it waits for its scan, was found infected, or was not taken. */
export interface HeldBackFile {
  tenantId: string;
  fileName: string;
  uploadedBy: string;
  uploadDate: string;
  /** `refused`: it was not taken. */
  state: MediaState | "refused";
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
  actor: Actor,
): Promise<HeldBackFile[]> {
  const { role, email, tenantId } = actor;
  if (!isAdmin(role)) {
    throw new Problem(
      403,
      `Cannot list the files held back: "${email}" is not an admin`,
    );
  }
  const tenant = role === "global_admin" ? null : tenantId;
  return await db.read(
    async (tx) =>
      [...await inLibrary(tx, tenant), ...await refused(tx, tenant)]
        .sort((one, other) => other.uploadDate.localeCompare(one.uploadDate))
        .slice(0, MOST),
    askedBy(actor),
  );
}

/** `tenant`: `null` for all. */
function inLibrary(
  tx: Queries,
  tenant: string | null,
): Promise<HeldBackFile[]> {
  return tx.selectFrom("MediaFiles").select([
    "TenantId as tenantId",
    "FileName as fileName",
    "UploadedBy as uploadedBy",
    "UploadDate as uploadDate",
    "State as state",
    "Threat as threat",
  ])
    // As the index has it, to the letter.
    .where(sql<boolean>`State <> 'ready'`)
    .$if(tenant !== null, (query) => query.where("TenantId", "=", tenant!))
    .orderBy("UploadDate", "desc").orderBy("Id", "desc").limit(MOST).execute();
}

function refused(tx: Queries, tenant: string | null): Promise<HeldBackFile[]> {
  return tx.selectFrom("MalwareRefusals").select([
    "TenantId as tenantId",
    "FileName as fileName",
    "UploadedBy as uploadedBy",
    "RefusedAt as uploadDate",
    sql<"refused">`'refused'`.as("state"),
    "Threat as threat",
  ])
    .$if(tenant !== null, (query) => query.where("TenantId", "=", tenant!))
    .orderBy("RefusedAt", "desc").orderBy("Id", "desc").limit(MOST).execute();
}
