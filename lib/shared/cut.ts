import { memo } from "./memo.ts";

/** The first one takes 10 ms to make: the first long text waits for it, not the start. */
const segmenter = memo(
  1,
  (language) => new Intl.Segmenter(language, { granularity: "grapheme" }),
);

/**
 * The beginning of `text`, at most `most` UTF-16 units long, that ends between two characters as
 * people see them: no family of emoji, flag or accented letter is cut in two. Where already the
 * first is longer, it is cut, but never within a surrogate pair.
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  // What follows a little later cannot join what lies before.
  const near = text.slice(0, most + 2);
  const end = segmenter("en").segment(near).containing(most)!.index;
  if (end > 0) return text.slice(0, end);
  const start = text.slice(0, most);
  return start.isWellFormed() ? start : start.slice(0, -1);
}
