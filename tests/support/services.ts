import { join } from "node:path";
import { type Actor, SYSTEM_TENANT } from "../../lib/auth/actor.ts";
import { openDatabase } from "../../lib/db/database.ts";
import { migrateUp } from "../../lib/db/migrate.ts";
import type { Role } from "../../lib/db/schema.ts";
import { silentLog } from "../../lib/log.ts";
import type { Spine } from "../../lib/realtime/spine.ts";
import type { Services } from "../../lib/services.ts";
import { readSettings } from "../../lib/settings.ts";
import { type SettableClock, settableClock } from "./clock.ts";

/** Real services on a database file of their own, gone with the scope that made them. */
export interface TestServices extends Services, AsyncDisposable {
  clock: SettableClock;
  /** The temporary folder that holds the database. */
  dataDir: string;
  /** Makes a tenant, if there is none of this id yet. */
  tenant(id: string, name?: string): Promise<string>;
  /**
   * Makes a user with a session. The tenant is the first label of the address's domain
   * (`ada@acme.test` is in `acme`), made if need be; a global admin's is the system tenant.
   */
  user(email: string, options?: UserOptions): Promise<Actor>;
}

export interface UserOptions {
  name?: string;
  role?: Role;
  tenant?: string;
  /** Without one, the user cannot log in. */
  passwordHash?: string;
  isActive?: boolean;
}

export interface TestServicesOptions {
  /** As in the environment: `{ REPLAY_MAX: "10" }`. */
  environment?: Record<string, string>;
  /** The time of day at the start. */
  now?: Date | string;
}

const SESSION_DAYS = 30;

/** `await using services = await testServices();` */
export async function testServices(
  { environment = {}, now = "2026-01-15T09:00:00.000Z" }: TestServicesOptions =
    {},
): Promise<TestServices> {
  const dataDir = await Deno.makeTempDir({ prefix: "harbor-test-" });
  const settings = readSettings({ DATA_DIR: dataDir, ...environment });
  const db = await openDatabase({
    url: settings.databaseUrl ?? `file:${join(dataDir, "harbor.db")}`,
  });
  await migrateUp(db);
  const clock = settableClock(now);

  const tenant = async (id: string, name = id) => {
    await db.write((tx) =>
      tx.insertInto("Tenants")
        .values({ Id: id, Name: name, CreatedAt: clock.now().toISOString() })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    );
    return id;
  };

  const user = async (email: string, options: UserOptions = {}) => {
    const role = options.role ?? "subscriber";
    const name = options.name ?? nameOf(email);
    const tenantId = await tenant(options.tenant ?? tenantOf(email, role));
    const createdAt = clock.now().toISOString();
    const sessionExpiresAt = new Date(
      clock.now().getTime() + SESSION_DAYS * 86_400_000,
    ).toISOString();
    const sessionId = crypto.randomUUID();
    return await db.write(async (tx): Promise<Actor> => {
      const { Id: userId } = await tx.insertInto("Users")
        .values({
          TenantId: tenantId,
          Email: email,
          Name: name,
          Role: role,
          PasswordHash: options.passwordHash ?? null,
          IsActive: options.isActive === false ? 0 : 1,
          CreatedAt: createdAt,
        })
        .returning("Id").executeTakeFirstOrThrow();
      await tx.insertInto("Sessions")
        .values({
          Id: sessionId,
          UserId: userId,
          CreatedAt: createdAt,
          ExpiresAt: sessionExpiresAt,
        }).execute();
      return {
        userId,
        email,
        name,
        role,
        tenantId,
        sessionId,
        sessionExpiresAt,
      };
    });
  };

  return {
    settings,
    db,
    spine: {} as Spine,
    clock,
    log: silentLog,
    dataDir,
    tenant,
    user,
    async [Symbol.asyncDispose]() {
      await db.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
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
