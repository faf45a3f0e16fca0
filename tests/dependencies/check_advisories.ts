import { findAdvisories } from "./advisories.ts";
import { lockedPackages } from "./locked.ts";

/**
 * Asks the registry that is given, or else npm's, and fails when a known advisory touches a locked
 * version. Where the registry tells none, as a mirror may, it says so and passes: what nobody here
 * can mend must not stop a change.
 */
const packages = lockedPackages();
try {
  const found = await findAdvisories(
    Deno.args[0] ?? await registryOfNpm(),
    packages,
  );
  for (const line of found) console.error(line);
  console.log(
    `${found.length} advisories touch the ${packages.length} locked packages`,
  );
  if (found.length > 0) Deno.exit(1);
} catch (error) {
  const { message } = error as Error;
  console.error(`ADVISORIES NOT CHECKED: ${message}`);
}

/** As npm is set up here, by its files or by `NPM_CONFIG_REGISTRY`. */
async function registryOfNpm(): Promise<string> {
  const { stdout } = await new Deno.Command("npm", {
    args: ["config", "get", "registry"],
  }).output();
  return new TextDecoder().decode(stdout).trim();
}
