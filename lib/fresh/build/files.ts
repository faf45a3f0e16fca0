import { join } from "node:path";

/** Every file below a directory, as paths from it with `/`, in the order of their names; none when it is missing. */
export async function filesBelow(directory: string): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await entriesOf(directory)) {
    if (entry.isFile) files.push(entry.name);
    if (!entry.isDirectory) continue;
    const below = await filesBelow(join(directory, entry.name));
    files.push(...below.map((file) => `${entry.name}/${file}`));
  }
  return files;
}

async function entriesOf(directory: string): Promise<Deno.DirEntry[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(directory));
    return entries.sort((a, b) => a.name < b.name ? -1 : 1);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** Source files below a directory, without those that `ignore` names. */
export async function sourcesBelow(
  directory: string,
  ignore: RegExp[],
): Promise<string[]> {
  const files = await filesBelow(directory);
  return files.filter((file) =>
    /\.[jt]sx?$/.test(file) &&
    !ignore.some((pattern) => pattern.test(join(directory, file)))
  );
}
