import { folded } from "./folded.ts";

/** What a search for somebody looks through: the name and the address, each on a line of its own. */
export function personText(
  { name, email }: { name: string; email: string },
): string {
  return `\n${folded(name)}\n${folded(email)}\n`;
}
