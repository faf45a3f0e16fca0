import { emailKey } from "../../lib/shared/same_email.ts";

/** How many hues the stylesheet knows. */
const HUES = 12;

/**
 * Initials on a ground whose hue comes from the address, so that a person looks the same
 * everywhere. The stylesheet draws the initials, because text would become part of the name of a
 * button around them.
 */
export function Avatar(
  { email, name, size = 32 }: {
    email: string;
    name: string;
    size?: 20 | 28 | 32 | 40;
  },
) {
  return (
    <span
      class="avatar"
      data-hue={hueOf(email)}
      data-size={size}
      data-initials={initialsOf(name || email)}
      aria-hidden="true"
    />
  );
}

/** The same address gives the same of the twelve hues, in every window and at every time. */
export function hueOf(email: string): number {
  let hash = 0;
  for (const character of emailKey(email)) {
    hash = (hash * 31 + character.codePointAt(0)!) >>> 0;
  }
  return hash % HUES;
}

/** The first letters of the first and the last word; Arabic joins letters, so one is enough there. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s@]+/u).map((word) =>
    word.match(/[\p{L}\p{N}]/u)?.[0] ?? ""
  ).filter(Boolean);
  const [first = "?"] = words;
  if (/\p{Script=Arabic}/u.test(first)) return first;
  const last = words.length > 1 ? words[words.length - 1] : "";
  return (first + last).toUpperCase();
}
