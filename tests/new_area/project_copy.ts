import { filesBelow, ROOT } from "../support/module_graph.ts";

/** A copy of the project in a temporary folder, gone with its scope. */
export interface ProjectCopy extends AsyncDisposable {
  path: string;
  /**
   * Runs deno there.
   *
   * @throws with all that it wrote when it fails.
   */
  run(...args: string[]): Promise<void>;
}

/** What tools make, and what a copy has no use for. */
const LEFT_OUT = new Set([".git", "_fresh", "data", "node_modules"]);

export async function copyProject(): Promise<ProjectCopy> {
  const path = await Deno.makeTempDir({ prefix: "harbor-copy-" });
  const names = [...Deno.readDirSync(ROOT)].map(({ name }) => name);
  for (
    const file of names.filter((name) => !LEFT_OUT.has(name)).flatMap(
      filesBelow,
    )
  ) {
    const target = `${path}/${file}`;
    await Deno.mkdir(target.slice(0, target.lastIndexOf("/")), {
      recursive: true,
    });
    await Deno.copyFile(ROOT + file, target);
  }
  return {
    path,
    run: (...args) => run(path, args),
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

async function run(cwd: string, args: string[]): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd,
    env: { NO_COLOR: "1" },
  }).output();
  if (success) return;
  const text = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  throw new Error(`deno ${args.join(" ")} failed:\n${text.join("\n")}`);
}
