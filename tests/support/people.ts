import { type Actor, SYSTEM_TENANT } from "../../lib/auth/actor.ts";
import type { Database } from "../../lib/db/database.ts";
import { personText } from "../../lib/shared/person_text.ts";
import type { Role } from "../../lib/db/schema.ts";

export interface UserOptions {
  name?: string;
  role?: Role;
  /** By default the first label of the address's domain: `ada@acme.test` is in `acme`. */
  tenant?: string;
  /** A user without a password cannot log in. */
  passwordHash?: string;
  isActive?: boolean;
}

const SESSION_MS = 30 * 24 * 3_600_000;

/** Makes a tenant, unless the id exists. */
export async function addTenant(
  db: Database,
  id: string,
  { name = id, now = new Date() } = {},
): Promise<string> {
  await db.write((tx) =>
    tx.insertInto("Tenants")
      .values({ Id: id, Name: name, CreatedAt: now.toISOString() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  );
  return id;
}

/** Makes a user with a session, and the tenant if need be; a global admin's is the system tenant. */
export async function addUser(
  db: Database,
  email: string,
  options: UserOptions & { now?: Date } = {},
): Promise<Actor> {
  const now = options.now ?? new Date();
  const role = options.role ?? "subscriber";
  const name = options.name ?? nameOf(email);
  const tenantId = options.tenant ?? tenantOf(email, role);
  const sessionId = crypto.randomUUID();
  const sessionExpiresAt = new Date(now.getTime() + SESSION_MS).toISOString();
  await addTenant(db, tenantId, { now });
  return await db.write(async (tx) => {
    const { Id: userId } = await tx.insertInto("Users")
      .values({
        TenantId: tenantId,
        Email: email,
        Name: name,
        SearchText: personText({ name, email }),
        Role: role,
        PasswordHash: options.passwordHash ?? null,
        IsActive: options.isActive === false ? 0 : 1,
        CreatedAt: now.toISOString(),
      })
      .returning("Id").executeTakeFirstOrThrow();
    await tx.insertInto("Sessions")
      .values({
        Id: sessionId,
        UserId: userId,
        CreatedAt: now.toISOString(),
        ExpiresAt: sessionExpiresAt,
      }).execute();
    return { userId, email, name, role, tenantId, sessionId, sessionExpiresAt };
  });
}

function tenantOf(email: string, role: Role): string {
  if (role === "global_admin") return SYSTEM_TENANT;
  return email.slice(email.indexOf("@") + 1).split(".")[0];
}

/** `ada.lovelace@acme.test` is "Ada Lovelace". */
function nameOf(email: string): string {
  return email.slice(0, email.indexOf("@")).split(".")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ");
}
