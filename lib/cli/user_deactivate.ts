import { parseArgs } from "node:util";
import { changeUser } from "../tenancy/change_user.ts";
import { userIdOf } from "../tenancy/managed_users.ts";
import { open } from "./open.ts";
import { onlyArgument, run } from "./run.ts";

/** Shuts a user out, or with `--undo` lets them in again. */
async function deactivate(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { undo: { type: "boolean", default: false } },
  });
  const email = onlyArgument(positionals, "EMAIL");

  await using services = await open();
  const id = await userIdOf(services, email);
  await changeUser(services, null, id, { isActive: values.undo });
  console.log(`${values.undo ? "Let in" : "Shut out"} ${email}`);
}

if (import.meta.main) {
  await run("deno task user:deactivate EMAIL [--undo]", deactivate);
}
