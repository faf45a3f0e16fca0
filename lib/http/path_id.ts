import { notFound } from "./problem.ts";

/**
 * The id in a path.
 *
 * @param what it is the id of.
 * @throws {Problem} 404 for what no id looks like.
 */
export function idOf(
  text: string,
  what: "Message" | "Media file" | "Attachment",
): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw notFound(what, text);
  return Number(text);
}
