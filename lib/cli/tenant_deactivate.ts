import { parseArgs } from "node:util";
import { changeTenant } from "../tenancy/change_tenant.ts";
import { open } from "./open.ts";
import { onlyArgument, run } from "./run.ts";

/** Shuts a tenant, or with `--undo` opens it again. */
async function deactivate(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { undo: { type: "boolean", default: false } },
  });
  const id = onlyArgument(positionals, "ID");

  await using services = await open();
  await changeTenant(services, null, id, { isActive: values.undo });
  console.log(`${values.undo ? "Opened" : "Shut"} tenant ${id}`);
}

if (import.meta.main) {
  await run("deno task tenant:deactivate ID [--undo]", deactivate);
}
