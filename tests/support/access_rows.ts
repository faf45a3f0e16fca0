import type { AccessRow, Given } from "./access.ts";
import { sources } from "./module_graph.ts";

export interface AccessPart {
  access: AccessRow[];
  given?: Given;
}

/** What all rooms and areas have in their `tests/<folder>/access.ts`. */
export async function accessParts(): Promise<AccessPart[]> {
  const files = sources("tests").filter((file) =>
    /^tests\/(?!support)\w+\/access\.ts$/.test(file)
  );
  return await Promise.all(files.map((file) => import(`../../${file}`)));
}

export async function accessRows(): Promise<AccessRow[]> {
  return (await accessParts()).flatMap(({ access }) => access);
}
