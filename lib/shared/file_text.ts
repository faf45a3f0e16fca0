import { folded } from "./folded.ts";

/** What a search for files looks through, folded: a file's name and what its owner says of it. */
export function fileText(
  { fileName, description }: { fileName: string; description: string | null },
): string {
  return folded(`${fileName}\n${description ?? ""}`);
}
