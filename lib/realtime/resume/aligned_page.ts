/** The most events of a page. */
const LARGEST = 256;

/** To see where a page ends, one more event is read than it may have. */
export const READ_AT_ONCE = LARGEST + 1;

/**
 * As many of `events`, the next ones past a reader's position, as make a page: all, when no more
 * were found than fit. Else the end is where the ids pass a multiple of the highest power of two in
 * the page's second half, whatever the position was: readers who came from different ones soon ask
 * for the same pages.
 */
export function alignedPage<Event extends { id: number }>(
  events: Event[],
): Event[] {
  if (events.length <= LARGEST) return events;
  let end = LARGEST;
  let highest = -1;
  for (let n = LARGEST / 2; n <= LARGEST; n++) {
    const passed = 31 - Math.clz32(events[n - 1].id ^ events[n].id);
    if (passed < highest) continue;
    highest = passed;
    end = n;
  }
  return events.slice(0, end);
}
