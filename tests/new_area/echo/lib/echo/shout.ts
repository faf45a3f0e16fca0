import type { Actor } from "../auth/actor.ts";
import { Problem } from "../http/problem.ts";
import { limitsOf } from "../limits/limits.ts";
import { commit } from "../realtime/commit.ts";
import { TENANT } from "../realtime/topic.ts";
import type { Services } from "../services.ts";
import type { Echo, ShoutInput } from "./contract.ts";

/**
 * Lets everybody in the actor's tenant hear a text.
 *
 * @throws {Problem} 422 where it is longer than the tenant allows.
 */
export async function shout(
  services: Pick<Services, "db" | "spine" | "clock" | "settings">,
  { tenantId, userId }: Actor,
  { text }: ShoutInput,
): Promise<Echo> {
  const { maxEchoLength } = await limitsOf(services, tenantId);
  if (text.length > maxEchoLength) {
    throw new Problem(
      422,
      `Cannot shout: the text has ${text.length} characters; ${maxEchoLength} are allowed`,
    );
  }
  const createdAt = services.clock.now().toISOString();
  return await commit(services, async (tx, record) => {
    const { Id: id } = await tx.insertInto("Echoes").values({
      TenantId: tenantId,
      UserId: userId,
      Text: text,
      CreatedAt: createdAt,
    }).returning("Id").executeTakeFirstOrThrow();
    const echo = { id, text, createdAt };
    record({
      tenantId,
      type: "echo:new",
      topics: [TENANT],
      about: { echoId: id },
      payload: echo,
    });
    return echo;
  });
}
