import { cut } from "./cut.ts";

/** In UTF-16 units. */
const LENGTH = 140;

/** The beginning of a message's body on one line. */
export function preview(body: string): string {
  return cut(body.replaceAll(/\s+/g, " ").trim(), LENGTH);
}
