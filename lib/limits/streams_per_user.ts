import type { Services } from "../services.ts";
import { limitsOf } from "./limits.ts";

/** How many streams a user of the tenant may have open on one isolate. */
export async function streamsPerUser(
  services: Pick<Services, "db" | "settings">,
  tenantId: string,
): Promise<number> {
  const { streamsPerUser } = await limitsOf(services, tenantId);
  return streamsPerUser === "off" ? Infinity : streamsPerUser;
}
