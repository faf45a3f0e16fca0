import { folded } from "./folded.ts";
import { sameEmail } from "./same_email.ts";

/** Who is meant by a text that is somebody's whole name or address; a part of one is a suggestion. */
export function whoIs<Person extends { email: string; name: string }>(
  text: string,
  people: readonly Person[],
): Person | undefined {
  return people.find(({ email }) => sameEmail(email, text.trim())) ??
    people.find(({ name }) => folded(name) === folded(text.trim()));
}

/** Whether somebody who typed this has come to its end. */
export function isWholeAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text);
}
