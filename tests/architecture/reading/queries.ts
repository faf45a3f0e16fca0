/** A name that a query reads from or writes to; perhaps not a table's, but that of a part of it. */
export interface Queried {
  name: string;
  writes: boolean;
}

const READS = [
  "selectFrom",
  "innerJoin",
  "leftJoin",
  "rightJoin",
  "fullJoin",
  "crossJoin",
  "innerJoinLateral",
  "leftJoinLateral",
  "using",
  "from",
  "table",
];
const WRITES = [
  "insertInto",
  "replaceInto",
  "updateTable",
  "deleteFrom",
  "mergeInto",
];

/** In SQL as text, keywords are in capitals. */
const READ = /\b(?:FROM|JOIN)\s+"?(\w+)/g;
const WRITTEN =
  /\b(?:INTO|REPLACE|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM)\s+"?(\w+)/g;

/** Collects what queries name: Kysely's, and SQL as text. */
export function queriedIn(queried: Queried[]): Deno.lint.LintVisitor {
  const read = (text: string) => {
    for (const [, name] of text.matchAll(READ)) {
      queried.push({ name, writes: false });
    }
    for (const [, name] of text.matchAll(WRITTEN)) {
      queried.push({ name, writes: true });
    }
  };
  return {
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type !== "MemberExpression") return;
      if (callee.property.type !== "Identifier") return;
      const method = callee.property.name;
      const writes = WRITES.includes(method);
      if (!writes && !READS.includes(method)) return;
      for (const name of namesIn(first)) queried.push({ name, writes });
    },
    Literal({ value }) {
      if (typeof value === "string") read(value);
    },
    TemplateElement({ raw }) {
      read(raw);
    },
  };
}

/** `"Messages as m"` names `Messages`; there may be a list of them. */
function namesIn(argument: Deno.lint.Node | undefined | null): string[] {
  if (argument?.type === "ArrayExpression") {
    return argument.elements.flatMap(namesIn);
  }
  if (argument?.type !== "Literal") return [];
  return typeof argument.value === "string"
    ? [argument.value.split(/\s+as\s+/)[0]]
    : [];
}
