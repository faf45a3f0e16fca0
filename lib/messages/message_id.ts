import { notFound } from "../http/problem.ts";

/**
 * The id in a path.
 *
 * @throws {Problem} 404 for what no message's id looks like.
 */
export function messageIdOf(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw notFound("Message", text);
  return Number(text);
}
