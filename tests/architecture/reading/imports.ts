import { dirname, join } from "node:path/posix";
import { ROOT } from "../../support/module_graph.ts";

/** One import of a module. */
export interface Import {
  /** A path from the root, or a package or built-in such as `npm:kysely` and `node:path`. */
  to: string;
  /** `import type`: gone when the program runs. */
  typeOnly: boolean;
  /** `await import()`: loaded when the program gets there. */
  isLater: boolean;
  /** The local names of what is imported. */
  names: string[];
}

const configuration: { imports: Record<string, string> } = JSON.parse(
  Deno.readTextFileSync(`${ROOT}deno.json`),
);

/** Collects what a module imports, by whatever syntax. */
export function importsIn(
  path: string,
  imports: Import[],
): Deno.lint.LintVisitor {
  const add = (
    specifier: unknown,
    typeOnly: boolean,
    names: string[] = [],
    isLater = false,
  ) => {
    if (typeof specifier !== "string") return;
    imports.push({ to: resolve(path, specifier), typeOnly, isLater, names });
  };
  return {
    ImportDeclaration({ source, importKind, specifiers }) {
      const allTypes = specifiers.length > 0 &&
        specifiers.every((each) =>
          each.type === "ImportSpecifier" && each.importKind === "type"
        );
      const names = specifiers.map(({ local }) => local.name);
      add(source.value, importKind === "type" || allTypes, names);
    },
    ExportNamedDeclaration({ source, exportKind }) {
      add(source?.value, exportKind === "type");
    },
    ExportAllDeclaration({ source, exportKind }) {
      add(source.value, exportKind === "type");
    },
    ImportExpression({ source }) {
      if (source.type === "Literal") add(source.value, false, [], true);
    },
    TSImportType({ argument }) {
      if (argument.type !== "TSLiteralType") return;
      if (argument.literal.type === "Literal") {
        add(argument.literal.value, true);
      }
    },
    TSModuleDeclaration({ id }) {
      if (id.type === "Literal") add(id.value, true);
    },
  };
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith(".")) return join(dirname(from), specifier);
  const mapped = configuration.imports[specifier] ??
    configuration.imports[nameOf(specifier)] ?? specifier;
  return mapped.startsWith(".") ? join(mapped) : nameOf(mapped);
}

/** `npm:kysely@0.29.9/migration` is of `npm:kysely`, and `preact/hooks` of `preact`. */
function nameOf(specifier: string): string {
  const [name] = /^(npm:)?(@[^/]+\/)?[^/@]+/.exec(specifier) ?? [specifier];
  return name;
}
