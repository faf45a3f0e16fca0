import type { Area } from "../area.ts";
import { SYSTEM_TENANT } from "../auth/actor.ts";
import { DEMO_PASSWORD_HASH } from "../auth/demo_password.ts";
import type { Queries } from "../db/database.ts";
import type { Role } from "../db/schema.ts";
import { recordLater } from "../realtime/commit.ts";
import type { RecordEvent } from "../realtime/event.ts";
import type { Services } from "../services.ts";
import type { NewUser } from "./contract.ts";
import { createSystemTenant, createTenant } from "./tenants.ts";
import { createUser } from "./users.ts";

/** A demo account, as the login page lists it. */
export interface DemoAccount {
  email: string;
  name: string;
  role: Role;
  tenantName: string;
}

const TENANTS = [
  { id: "acme", name: "Acme Shipping" },
  { id: "globex", name: "Globex Trading" },
];

const USERS: Omit<NewUser, "passwordHash">[] = [
  person("acme", "ada", "Ada Lindqvist", "tenant_admin"),
  person("acme", "ben", "Ben Okafor"),
  person("acme", "chi", "Nguyễn Linh Chi"),
  person("acme", "dora", "Dora Haddad"),
  person("globex", "ada", "Ada Moreau", "tenant_admin"),
  person("globex", "ben", "Ben Tanaka"),
  person("globex", "chi", "Trần Mai Chi"),
  person("globex", "dora", "Dora Kowalska"),
  {
    tenantId: SYSTEM_TENANT,
    email: "root@harbor.test",
    name: "Robin Harbor",
    role: "global_admin",
  },
];

function person(
  tenantId: string,
  account: string,
  name: string,
  role: Role = "subscriber",
) {
  return { tenantId, email: `${account}@${tenantId}.test`, name, role };
}

/**
 * Fills an empty database: the system tenant, and unless `settings.demo` is false the demo's
 * tenants and people, with what each area adds to them, all in one transaction. When several
 * processes start at once, one of them does it.
 */
export async function seedDemo(
  { db, settings, clock }: Pick<Services, "db" | "settings" | "clock">,
  areas: readonly Pick<Area, "seedDemo">[] = [],
): Promise<void> {
  if (await hasTenants(db.query)) return;
  const now = clock.now();
  await db.write(async (tx, later) => {
    if (await hasTenants(tx)) return;
    await createSystemTenant(tx, now);
    if (settings.demo === false) return;
    await createDemoUsers(tx, recordLater(later, now), now);
    for (const area of areas) await area.seedDemo?.(tx, later, now);
  });
}

async function hasTenants(tx: Queries): Promise<boolean> {
  const row = await tx.selectFrom("Tenants").select("Id").limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function createDemoUsers(
  tx: Queries,
  record: RecordEvent,
  now: Date,
): Promise<void> {
  for (const { id, name } of TENANTS) await createTenant(tx, { id, name }, now);
  for (const user of USERS) {
    const passwordHash = DEMO_PASSWORD_HASH;
    await createUser(tx, record, { ...user, passwordHash }, now);
  }
}

/** The demo accounts that exist and still have the demo's password. */
export async function demoAccounts(
  { db }: Pick<Services, "db">,
): Promise<DemoAccount[]> {
  return await db.query.selectFrom("Users")
    .innerJoin("Tenants", "Tenants.Id", "Users.TenantId")
    .where("Email", "in", USERS.map((user) => user.email))
    .where("PasswordHash", "=", DEMO_PASSWORD_HASH)
    .where("Users.IsActive", "=", 1)
    .where("Tenants.IsActive", "=", 1)
    .select([
      "Users.Email as email",
      "Users.Name as name",
      "Users.Role as role",
      "Tenants.Name as tenantName",
    ])
    .orderBy("Users.Id").execute();
}
