import { subjectOf } from "../load/tally.ts";

/** The `data:` of a peer's event, with its number, in so many bytes. */
export function dataOf(number: number, bytes: number): string {
  const data = { subject: subjectOf(number), body: "" };
  data.body = "x".repeat(bytes - JSON.stringify(data).length);
  return JSON.stringify(data);
}
