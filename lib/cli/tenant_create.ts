import { parseArgs } from "node:util";
import { createSystemTenant, createTenant } from "../tenancy/tenants.ts";
import { open } from "./open.ts";
import { onlyArgument, run } from "./run.ts";

async function create(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { name: { type: "string" } },
  });
  const id = onlyArgument(positionals, "ID");

  await using services = await open();
  const now = services.clock.now();
  await services.db.write(async (tx) => {
    await createSystemTenant(tx, now);
    await createTenant(tx, { id, name: values.name ?? id }, now);
  });
  console.log(`Created tenant ${id}`);
}

if (import.meta.main) {
  await run("deno task tenant:create ID [--name NAME]", create);
}
