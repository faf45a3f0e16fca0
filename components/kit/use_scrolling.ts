import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

/** The part of a list that is in sight, in pixels rounded to rows. */
export interface Scrolling {
  scrollTop: number;
  viewportHeight: number;
  rowHeight: number;
  isAtTop: boolean;
}

/** Measures the list in `scroll` as it is scrolled and resized; `null` until it has been drawn. */
export function useScrolling(
  scroll: RefObject<HTMLElement>,
  isEmpty: boolean,
): Scrolling | null {
  const [scrolling, setScrolling] = useState<Scrolling | null>(null);
  useEffect(() => {
    const list = scroll.current!;
    const update = () =>
      setScrolling((before) => {
        const now = measure(list) ?? before;
        return JSON.stringify(now) === JSON.stringify(before) ? before : now;
      });
    update();
    const resize = new ResizeObserver(update);
    resize.observe(list);
    const row = list.querySelector(".row");
    if (row) resize.observe(row);
    list.addEventListener("scroll", update, { passive: true });
    return () => {
      resize.disconnect();
      list.removeEventListener("scroll", update);
    };
  }, [isEmpty]);
  return scrolling;
}

function measure(list: HTMLElement): Scrolling | null {
  const rowHeight = list.querySelector<HTMLElement>(".row")?.offsetHeight;
  if (!rowHeight) return null;
  const rows = (length: number) => Math.ceil(length / rowHeight) * rowHeight;
  return {
    scrollTop: rows(list.scrollTop),
    viewportHeight: rows(list.clientHeight),
    rowHeight,
    isAtTop: list.scrollTop < rowHeight / 4,
  };
}
