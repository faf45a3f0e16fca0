import { parseArgs } from "node:util";
import { hashPassword } from "../auth/password.ts";
import { userIdOf } from "../tenancy/managed_users.ts";
import { setPassword } from "../tenancy/passwords.ts";
import { open } from "./open.ts";
import { readPassword } from "./read_password.ts";
import { onlyArgument, run } from "./run.ts";

/** Gives a user another password, and signs them out everywhere. */
async function givePassword(args: string[]): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const email = onlyArgument(positionals, "EMAIL");

  await using services = await open();
  const id = await userIdOf(services, email);
  await setPassword(services, id, await hashPassword(await readPassword()));
  console.log(`${email} has another password`);
}

if (import.meta.main) {
  await run("deno task user:password EMAIL < PASSWORD", givePassword);
}
