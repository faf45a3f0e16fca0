import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";

/** Every file below a directory, as paths from it with `/`, in the order of their names; none when it is missing. */
export async function filesBelow(directory: string): Promise<string[]> {
  try {
    const options = { recursive: true, withFileTypes: true } as const;
    const entries = await readdir(directory, options);
    return entries.filter((entry) => entry.isFile())
      .map(({ parentPath, name }) =>
        join(relative(directory, parentPath), name)
      )
      .sort();
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return [];
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
