/**
 * What is inside each `<name>…</name>` of an answer of S3. Its lists are flat and regular, and the
 * keys are our own: this is all the XML that there is to read.
 */
export function elementsOf(xml: string, name: string): string[] {
  const elements = xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, "gs"));
  return [...elements].map(([, content]) => content);
}

/** The text of the first such element. */
export function textOf(xml: string, name: string): string | undefined {
  const [text] = elementsOf(xml, name);
  return text?.replaceAll(
    /&(amp|lt|gt|quot|apos|#\d+);/g,
    (_, entity) =>
      entity.startsWith("#")
        ? String.fromCodePoint(Number(entity.slice(1)))
        : ENTITIES[entity],
  );
}

const ENTITIES: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};
