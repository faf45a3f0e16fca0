import { satisfies } from "semver";
import { z } from "zod";
import type { Locked } from "./locked.ts";

/** The part of a registry's answer that matters, by the package's name. */
const Answer = z.record(
  z.string(),
  z.array(z.object({
    url: z.string(),
    title: z.string(),
    severity: z.string(),
    vulnerable_versions: z.string(),
  })),
);

const PATH = "-/npm/v1/security/advisories/bulk";
const DEADLINE_MS = 30_000;

/**
 * The known advisories that touch a locked version, a line each.
 * @throws {Error} when the registry gives no answer: nothing is known then.
 */
export async function findAdvisories(
  registry: string,
  packages: readonly Locked[],
): Promise<string[]> {
  const advisories = await ask(registry, packages);
  return packages.flatMap(({ name, version }) =>
    (advisories[name] ?? [])
      .filter((each) => isWithin(version, each.vulnerable_versions))
      .map(({ severity, title, url }) =>
        `${name}@${version}: ${severity}: ${title} (${url})`
      )
  );
}

async function ask(registry: string, packages: readonly Locked[]) {
  const response = await fetch(new URL(PATH, withSlash(registry)), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(
      Object.fromEntries(
        Map.groupBy(packages, ({ name }) => name).entries()
          .map(([name, all]) => [name, all.map(({ version }) => version)]),
      ),
    ),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`the registry answers ${response.status}`);
  }
  return Answer.parse(await response.json());
}

function isWithin(version: string, range: string): boolean {
  return satisfies(version, range, { includePrerelease: true });
}

function withSlash(registry: string): string {
  return registry.endsWith("/") ? registry : registry + "/";
}
