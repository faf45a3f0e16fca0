/**
 * The path that a file below `routes/` answers: `/[lang]/docs/[...rest]` is `/:lang/docs/:rest*`, `/a/index`
 * is `/a`. Groups `(x)`, optional parameters `[[x]]` and `_404`, which Fresh also has, are refused.
 */
export function pathPattern(id: string): string {
  const parts = id.split("/").slice(1);
  if (parts.at(-1) === "index") parts.pop();
  return "/" + parts.map((part) => partPattern(part, id)).join("/");
}

function partPattern(part: string, id: string): string {
  if (/^[(_]|\[\[|\]\[/.test(part)) {
    throw new SyntaxError(
      `Cannot route "${id}": lib/fresh knows [x] and [...x] only, not "${part}"`,
    );
  }
  const rest = /^\[\.\.\.(.+)\]$/.exec(part);
  if (rest !== null) return `:${rest[1]}*`;
  return part.replaceAll("[", ":").replaceAll("]", "");
}

/** Puts what applies to a directory before what is in it, and the more exact of two paths first. */
export function compareRouteIds(a: string, b: string): number {
  if (a === "/_app") return -1;
  if (b === "/_app") return 1;
  const partsOfA = a.split("/");
  const partsOfB = b.split("/");
  for (const [index, partOfA] of partsOfA.entries()) {
    const partOfB = partsOfB[index];
    if (partOfB === undefined) return -1;
    if (partOfA === partOfB) continue;
    const order = rank(partOfB) - rank(partOfA);
    return order !== 0 ? order : partOfA < partOfB ? -1 : 1;
  }
  return 1;
}

function rank(part: string): number {
  if (part === "_middleware") return 6;
  if (part === "_layout") return 5;
  if (part === "_error") return 4;
  if (part === "index") return 3;
  if (part.startsWith("[...")) return 0;
  if (part.startsWith("[")) return 1;
  return 2;
}
