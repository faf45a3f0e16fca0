import { parseArgs } from "node:util";
import { SYSTEM_TENANT } from "../auth/actor.ts";
import { hashPassword } from "../auth/password.ts";
import { recordLater } from "../realtime/commit.ts";
import { createSystemTenant } from "../tenancy/tenants.ts";
import { createUser } from "../tenancy/users.ts";
import { open } from "./open.ts";
import { readPassword } from "./read_password.ts";
import { onlyArgument, run } from "./run.ts";

/** Makes a global admin. On an empty database, this takes the place of the demo. */
async function createAdmin(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { name: { type: "string" } },
  });
  const email = onlyArgument(positionals, "EMAIL");
  const passwordHash = await hashPassword(await readPassword());

  await using services = await open();
  const now = services.clock.now();
  await services.db.write(async (tx, later) => {
    await createSystemTenant(tx, now);
    await createUser(tx, recordLater(later, now), {
      tenantId: SYSTEM_TENANT,
      email,
      name: values.name ?? email.split("@")[0],
      role: "global_admin",
      passwordHash,
    }, now);
  });
  console.log(`Created global admin ${email}`);
}

if (import.meta.main) {
  await run(
    "deno task admin:create EMAIL [--name NAME] < PASSWORD",
    createAdmin,
  );
}
