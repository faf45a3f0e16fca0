import { filesOf } from "./drop_files.ts";

/** What is pasted of files, and whether the text beside them is meant as well. */
export function pastedFiles(
  data: Pick<DataTransfer, "items" | "types" | "getData">,
): { files: File[]; hasText: boolean } {
  const text = data.getData("text/plain");
  // Text copied from a document comes with a picture of itself, which is not meant.
  const isDocument = text !== "" && data.types.includes("text/html");
  const files = isDocument ? [] : filesOf(data);
  // Systems give the name of a file beside it.
  const isName = files.some(({ name }) => name === text.trim());
  return { files, hasText: text !== "" && !isName };
}
