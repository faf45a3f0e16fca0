import { openApiDocument, type Operations } from "./openapi.ts";

/** The document of the API, as JSON: made at the first call, and kept, as it costs milliseconds. */
export function openApiText(
  operations: () => Promise<Operations[]>,
): () => Promise<string> {
  let text: Promise<string> | undefined;
  return () =>
    text ??= operations().then((all) => JSON.stringify(openApiDocument(all)));
}
