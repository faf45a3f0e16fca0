import { parseArgs } from "node:util";
import { changeUser } from "../tenancy/change_user.ts";
import { Role } from "../tenancy/contract.ts";
import { userIdOf } from "../tenancy/managed_users.ts";
import { open } from "./open.ts";
import { run, UsageError } from "./run.ts";

async function giveRole(args: string[]): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [email, given, ...rest] = positionals;
  if (email === undefined) throw new UsageError("EMAIL is missing");
  if (given === undefined) throw new UsageError("ROLE is missing");
  if (rest.length > 0) throw new UsageError(`Unexpected argument "${rest[0]}"`);
  const role = Role.safeParse(given);
  if (!role.success) {
    const roles = Role.options.join(" or ");
    throw new UsageError(`ROLE is "${given}"; it must be ${roles}`);
  }

  await using services = await open();
  const id = await userIdOf(services, email);
  await changeUser(services, null, id, { role: role.data });
  console.log(`${email} is ${role.data}`);
}

if (import.meta.main) {
  await run("deno task user:role EMAIL ROLE", giveRole);
}
