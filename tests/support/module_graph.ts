import { fileURLToPath, pathToFileURL } from "node:url";

/** One import of one of our modules; both sides are paths from the project's root. */
export interface Import {
  from: string;
  line: number;
  /** A path from the root, or a package or built-in such as `npm:kysely` and `node:path`. */
  to: string;
  /** Whether it is an `import type`, which is gone when the program runs. */
  typeOnly: boolean;
}

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Every import of the project's own modules, as Deno itself resolves them. */
export async function moduleGraph(files: string[]): Promise<Import[]> {
  const entry = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    const lines = files.map((file) =>
      `import ${JSON.stringify(pathToFileURL(ROOT + file).href)};`
    );
    await Deno.writeTextFile(entry, lines.join("\n"));
    const { success, stdout, stderr } = await new Deno.Command(
      Deno.execPath(),
      {
        args: ["info", "--json", "--config", "deno.json", entry],
        cwd: ROOT,
      },
    ).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
    const graph: { modules: Module[] } = JSON.parse(
      new TextDecoder().decode(stdout),
    );
    return graph.modules.filter((module) => pathOf(module.specifier) !== null)
      .flatMap(importsOf);
  } finally {
    await Deno.remove(entry);
  }
}

/** The project's source files below these folders, and these files, as paths from its root. */
export function sources(...places: string[]): string[] {
  return places.flatMap((place) =>
    filesBelow(place).filter((file) => /\.tsx?$/.test(file))
  );
}

/** Every file below a place, or the file itself. */
export function filesBelow(place: string): string[] {
  const info = statOf(ROOT + place);
  if (info === null) return [];
  if (info.isFile) return [place];
  return [...Deno.readDirSync(ROOT + place)]
    .toSorted((a, b) => a.name < b.name ? -1 : 1)
    .flatMap(({ name }) => filesBelow(`${place}/${name}`));
}

interface Module {
  specifier: string;
  dependencies?: { specifier: string; code?: Resolved; type?: Resolved }[];
}
interface Resolved {
  specifier?: string;
  error?: string;
  span: { start: { line: number } };
}

function importsOf({ specifier, dependencies = [] }: Module): Import[] {
  return dependencies.map(({ specifier: written, code, type }) => {
    const resolved = code ?? type!;
    const target = resolved.specifier ?? written;
    return {
      from: pathOf(specifier)!,
      line: resolved.span.start.line + 1,
      to: pathOf(target) ?? packageOf(target),
      typeOnly: code === undefined,
    };
  });
}

function pathOf(specifier: string): string | null {
  const root = pathToFileURL(ROOT).href;
  return specifier.startsWith(root)
    ? decodeURI(specifier.slice(root.length))
    : null;
}

/** `npm:/kysely@0.29.9/migration` is `npm:kysely`. */
function packageOf(specifier: string): string {
  const [, name] = /^npm:\/?((?:@[^/]+\/)?[^/@]+)/.exec(specifier) ?? [];
  return name === undefined ? specifier : `npm:${name}`;
}

function statOf(path: string): Deno.FileInfo | null {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
