import { notFound } from "./problem.ts";

/**
 * The id in a path.
 *
 * @param what The kind of thing that the id names, for the error: "Message".
 * @throws {Problem} 404 for a text that is no id.
 */
export function idOf(text: string, what: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw notFound(what, text);
  return Number(text);
}
