import { parseArgs } from "node:util";
import { z } from "zod";
import { hashPassword } from "../auth/password.ts";
import { recordLater } from "../realtime/commit.ts";
import { createUser } from "../tenancy/users.ts";
import { open } from "./open.ts";
import { readPassword } from "./read_password.ts";
import { onlyArgument, run, UsageError } from "./run.ts";

const TenantRole = z.enum(["subscriber", "agent", "tenant_admin"]);

async function create(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      tenant: { type: "string" },
      name: { type: "string" },
      role: { type: "string", default: "subscriber" },
    },
  });
  const email = onlyArgument(positionals, "EMAIL");
  const role = TenantRole.safeParse(values.role);
  const tenantId = values.tenant;
  if (!tenantId) throw new UsageError("--tenant is missing");
  if (!role.success) {
    throw new UsageError(
      `--role is "${values.role}"; it must be ${
        TenantRole.options.join(" or ")
      }`,
    );
  }
  const passwordHash = await hashPassword(await readPassword());

  await using services = await open();
  const now = services.clock.now();
  await services.db.write((tx, later) =>
    createUser(tx, recordLater(later, now), {
      tenantId,
      email,
      name: values.name ?? email.split("@")[0],
      role: role.data,
      passwordHash,
    }, now)
  );
  console.log(`Created ${role.data} ${email} in tenant ${tenantId}`);
}

if (import.meta.main) {
  await run(
    "deno task user:create EMAIL --tenant ID [--name NAME] [--role subscriber|agent|tenant_admin] < PASSWORD",
    create,
  );
}
