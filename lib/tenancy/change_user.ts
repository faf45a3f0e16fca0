import type { Selectable } from "kysely";
import { SYSTEM_TENANT } from "../auth/actor.ts";
import { endSessionsOf } from "../auth/stored_sessions.ts";
import type { Queries } from "../db/database.ts";
import type { UserRow } from "../db/schema.ts";
import { notFound, Problem } from "../http/problem.ts";
import { commit, type CommitServices } from "../realtime/commit.ts";
import type { RecordEvent } from "../realtime/event.ts";
import { TENANT, userTopic } from "../realtime/topic.ts";
import { personText } from "../shared/person_text.ts";
import { type Administrator, requireMayAdminister } from "./authority.ts";
import type { ManagedUser, UserPatch } from "./contract.ts";
import { asManagedUser } from "./managed_users.ts";

type User = Selectable<UserRow>;

/**
 * Renames a user, gives them another role, shuts them out or lets them in again. Who is shut out
 * has no session from then on and, on every isolate, no stream; what they wrote stays. A role holds
 * from the next request on. To ask for what is so already changes nothing.
 *
 * @throws {Problem} 404 for whom there is not, or not for `by`; 403 for who is no admin; 409 for
 * one's own role or shutting oneself out, and for the last active admin of a tenant; 422 for a role
 * that its tenant has not.
 */
export async function changeUser(
  services: CommitServices,
  by: Administrator,
  userId: number,
  patch: UserPatch,
): Promise<ManagedUser> {
  return await commit(services, async (tx, record) => {
    const was = await tx.selectFrom("Users").selectAll()
      .where("Id", "=", userId).executeTakeFirst();
    if (was === undefined) throw notFound("User", userId);
    requireMayAdminister(by, was.TenantId, "User", userId);
    const user: User = {
      ...was,
      Name: patch.name ?? was.Name,
      Role: patch.role ?? was.Role,
      IsActive: patch.isActive === undefined
        ? was.IsActive
        : patch.isActive
        ? 1
        : 0,
    };
    refuseOwn(by, was, user);
    refuseRole(user);
    await requireAnotherAdmin(tx, was, user);
    const { Name, Role, IsActive } = user;
    const SearchText = personText({ name: Name, email: was.Email });
    await tx.updateTable("Users").set({ Name, SearchText, Role, IsActive })
      .where("Id", "=", userId).execute();
    if (IsActive === 0) await endSessionsOf(tx, userId);
    tell(record, was, user);
    return asManagedUser(user);
  });
}

/** An admin by mistake locks out themselves; another one can still do it. */
function refuseOwn(by: Administrator, was: User, user: User): void {
  if (by?.userId !== was.Id) return;
  if (user.Role !== was.Role) {
    throw new Problem(409, "Cannot change your own role: ask another admin");
  }
  if (user.IsActive === 0) {
    throw new Problem(409, "Cannot deactivate yourself: ask another admin");
  }
}

function refuseRole({ Email, Role, TenantId }: User): void {
  if ((Role === "global_admin") === (TenantId === SYSTEM_TENANT)) return;
  const message =
    `global admins, and only they, are in tenant "${SYSTEM_TENANT}"`;
  throw new Problem(422, `Cannot give "${Email}" role "${Role}": ${message}`, {
    errors: [{ path: "role", message }],
  });
}

/** Writers take turns, so that of two admins who depose each other one is left. */
async function requireAnotherAdmin(
  tx: Queries,
  was: User,
  user: User,
): Promise<void> {
  if (!isActiveAdmin(was) || isActiveAdmin(user)) return;
  const other = await tx.selectFrom("Users").select("Id")
    .where("TenantId", "=", was.TenantId).where("Role", "=", was.Role)
    .where("IsActive", "=", 1).where("Id", "<>", was.Id)
    .limit(1).executeTakeFirst();
  if (other) return;
  throw new Problem(
    409,
    `"${was.Email}" is the last active admin of "${was.TenantId}": make another one first`,
  );
}

function isActiveAdmin({ Role, IsActive }: User): boolean {
  return IsActive === 1 && (Role === "tenant_admin" || Role === "global_admin");
}

/** Ends the user's streams where they may no longer be what they were opened as. */
function tell(record: RecordEvent, was: User, user: User): void {
  const { Id: userId, TenantId: tenantId } = user;
  const about = {
    tenantId,
    topics: [userTopic(userId)],
    about: { userId },
    payload: {},
  };
  const membership = [{ userId, topic: TENANT } as const];
  if (was.IsActive === 1 && user.IsActive === 0) {
    record({ ...about, type: "user:changed", leaves: membership });
  } else if (was.IsActive === 0 && user.IsActive === 1) {
    record({ ...about, type: "user:joined", joins: membership });
  } else if (was.Role !== user.Role) {
    record({ ...about, type: "user:changed" });
  }
}
