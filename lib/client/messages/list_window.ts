/** Which rows of a long list are worth having in the page, and what stands in for the others. */
export interface ListWindow {
  /** Index of the first row, and of the one behind the last. */
  first: number;
  end: number;
  /** Height of the space that stands for the rows above and below, in pixels. */
  before: number;
  after: number;
}

/** Rows kept ready beyond both edges, for scrolling that is faster than drawing. */
const MARGIN = 8;

/** For rows of one height. Lengths are in pixels; any scroll position is taken, however odd. */
export function listWindow(
  { scrollTop, viewportHeight, rowHeight, count }: {
    scrollTop: number;
    viewportHeight: number;
    rowHeight: number;
    count: number;
  },
): ListWindow {
  const within = (index: number) => Math.min(Math.max(index, 0), count);
  const first = within(Math.floor(scrollTop / rowHeight) - MARGIN);
  const end = within(
    Math.ceil((scrollTop + viewportHeight) / rowHeight) + MARGIN,
  );
  return {
    first,
    end,
    before: first * rowHeight,
    after: (count - end) * rowHeight,
  };
}
