import { dirname, join } from "node:path";
import { ROOT } from "../../support/module_graph.ts";
import type { Project } from "../reading/project.ts";
import type { Rule } from "../rule.ts";

const SCRIPT = `${ROOT}tests/support/import_quietly.ts`;

export const quietImports: Rule = {
  says:
    "importing a module opens nothing, starts nothing and reads no environment",
  async breaches(project) {
    if (project.supposed.length > 0) return await ofSample(project);
    const files = [...project.modules.keys()].filter((file) =>
      file !== "main.ts"
    );
    return await imported(ROOT, files);
  },
  samples: {
    "a timer": { "lib/sample.ts": "setTimeout(() => {}, 1);" },
    "a connection": {
      "lib/sample.ts": "Deno.listen({ port: 0 }).close();",
    },
    "a word of the environment": {
      "lib/sample.ts": `Deno.env.get("PORT");`,
    },
  },
};

/** Supposed files are written somewhere, to be imported from there. */
async function ofSample({ files, supposed }: Project): Promise<string[]> {
  const root = await Deno.makeTempDir();
  try {
    for (const file of supposed) {
      await Deno.mkdir(dirname(join(root, file)), { recursive: true });
      await Deno.writeTextFile(join(root, file), files.get(file)!);
    }
    return await imported(root, supposed);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

/** What these files do that only `main.ts` may, when a process of its own imports them. */
async function imported(root: string, files: string[]): Promise<string[]> {
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", SCRIPT, ...files],
    cwd: root,
  }).output();
  const text = new TextDecoder().decode(stdout) +
    (success ? "" : new TextDecoder().decode(stderr));
  return text.split("\n").filter((line) => line !== "");
}
