import type { FileRow } from "./present.ts";

/** What a search for a file looks through. */
export function searchTextOf(
  { FileName, Description }: Pick<FileRow, "FileName" | "Description">,
): string {
  return folded(`${FileName}\n${Description ?? ""}`);
}

/** Without case and accents, as messages are searched too. SQLite itself folds ASCII only. */
export function folded(text: string): string {
  return text.toLowerCase().normalize("NFD").replaceAll(/\p{Mn}/gu, "");
}
