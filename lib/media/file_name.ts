/** The longest name, in UTF-8, that most file systems take. */
const MAX_BYTES = 255;
const NAMELESS = "file";

/**
 * Control characters; those that turn the direction of writing, so that `exe.gpj` reads as
 * `jpg.exe`; line and paragraph separators, the byte order mark, and what is no character.
 */
const UNSAFE =
  /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]/gu;

/**
 * A file's name as it is kept and shown: without the folders that it may name, without characters
 * that hide or turn what it says, of at most 255 bytes with its extension whole.
 */
export function cleanFileName(given: string): string {
  const base = given.toWellFormed().normalize("NFC")
    .split(/[/\\]/).at(-1)!
    .replaceAll(UNSAFE, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/^[. ]+|[. ]+$/g, "");
  return shorten(base === "" ? NAMELESS : base);
}

/** What follows the last dot, in lower case; empty where there is none. */
export function extensionOf(fileName: string): string {
  return /.\.([^.]{1,16})$/.exec(fileName)?.[1].toLowerCase() ?? "";
}

function shorten(name: string): string {
  if (bytesOf(name) <= MAX_BYTES) return name;
  const extension = extensionOf(name);
  const tail = extension === "" ? "" : name.slice(-extension.length - 1);
  const whole = name.slice(0, name.length - tail.length);
  let room = MAX_BYTES - bytesOf(tail);
  let stem = "";
  // Whole characters as people see them, so that none is cut in two; as few as fit are looked at.
  for (const { segment } of new Intl.Segmenter().segment(whole)) {
    room -= bytesOf(segment);
    if (room < 0) break;
    stem += segment;
  }
  return (stem.trimEnd() || NAMELESS) + tail;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
