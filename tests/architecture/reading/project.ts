import { filesBelow, ROOT } from "../../support/module_graph.ts";
import { type Import, importsIn } from "./imports.ts";
import { type Interface, interfacesIn, membersOf } from "./interfaces.ts";
import { type Queried, queriedIn } from "./queries.ts";
import { type State, stateIn } from "./state.ts";
import { type Text, textsIn } from "./texts.ts";

/** What the rules look at. Paths are from the project's root. */
export interface Project {
  /** What a clone holds, but pictures and the like: all files' texts. */
  files: ReadonlyMap<string, string>;
  /** The modules that are ours and no tests. */
  modules: ReadonlyMap<string, Module>;
  /** Files that are only supposed: those of a sample. */
  supposed: string[];
}

export interface Module {
  imports: Import[];
  interfaces: Interface[];
  texts: Text[];
  queried: Queried[];
  state: State;
}

const OURS =
  /^(main\.ts|fresh\.config\.ts|(routes|islands|components|lib|migrations)\/.+\.tsx?)$/;

/** What tools make. */
const MADE = [".git", "_fresh", "data", "node_modules", "package-lock.json"];

export function readProject(): Project {
  const files = [...Deno.readDirSync(ROOT)]
    .filter(({ name, isSymlink }) => !MADE.includes(name) && !isSymlink)
    .flatMap(({ name }) => filesBelow(name))
    .filter((file) => !/\.(png|ico|webp|woff2)$/.test(file))
    .map((file) => [file, Deno.readTextFileSync(ROOT + file)] as const);
  return { files: new Map(files), modules: modulesOf(files), supposed: [] };
}

/** The project as it would be with these files, which may be new. */
export function withFiles(
  { files, modules }: Project,
  supposed: Record<string, string>,
): Project {
  const added = Object.entries(supposed);
  return {
    files: new Map([...files, ...added]),
    modules: new Map([...modules, ...modulesOf(added)]),
    supposed: Object.keys(supposed),
  };
}

function modulesOf(
  files: (readonly [path: string, text: string])[],
): Map<string, Module> {
  return new Map(
    files.filter(([path]) => OURS.test(path))
      .map(([path, text]) => [path, readModule(path, text)]),
  );
}

/** Reads a module's syntax tree once, as Deno makes it for the rules of its linter. */
function readModule(path: string, text: string): Module {
  const module: Module = {
    imports: [],
    interfaces: [],
    texts: [],
    queried: [],
    state: {
      variables: [],
      fixed: [],
      constants: [],
      changed: [],
      makers: [],
      calledOnImport: [],
    },
  };
  const readers = {
    imports: importsIn(path, module.imports),
    interfaces: interfacesIn(module.interfaces),
    texts: textsIn(module.texts),
    queried: queriedIn(module.queried),
    state: stateIn(module.state),
  };
  const rules = Object.entries(readers).map(([name, visitor]) => [
    name,
    { create: () => visitor },
  ]);
  Deno.lint.runPlugin(
    { name: "architecture", rules: Object.fromEntries(rules) },
    `/${path}`,
    text,
  );
  return module;
}

/** All that modules add to an interface of this name, each with its module's path. */
export function declarationsIn(
  { modules }: Project,
  name: string,
): [path: string, member: string][] {
  return [...modules].flatMap(([path, { interfaces }]) =>
    membersOf(interfaces, name)
      .map((member): [string, string] => [path, member])
  );
}
