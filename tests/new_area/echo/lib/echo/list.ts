import type { Actor } from "../auth/actor.ts";
import { head } from "../realtime/log/log.ts";
import type { Services } from "../services.ts";
import type { Echoes } from "./contract.ts";

/** The newest echoes of the actor's tenant, and the log's position at which they were so. */
export async function listEchoes(
  { db }: Pick<Services, "db">,
  { tenantId }: Actor,
): Promise<Echoes> {
  return await db.read(async (tx) => ({
    items: await tx.selectFrom("Echoes")
      .select(["Id as id", "Text as text", "CreatedAt as createdAt"])
      .where("TenantId", "=", tenantId)
      .orderBy("Id", "desc").limit(50).execute(),
    position: await head(tx),
  }));
}
