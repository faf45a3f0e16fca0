import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Attempts } from "../page/attempts.ts";
import type { LiveAnswers } from "./live_answers.ts";

/** A list that is shown page by page; another place is another list. */
export interface LiveList<Place> {
  /** The list of this place, from its start; of two places the later one stands. */
  show(place: Place): Promise<void>;
  /** Stays with what is shown: a place that is under way is wanted no more. */
  stay(): void;
  /** The next page, at the end; nothing where there is none. */
  more(): Promise<void>;
  /** Fetches as many as are shown anew. Answers the position at which they were true. */
  refetch(): Promise<number>;
  readonly isLoading: ReadonlySignal<boolean>;
  readonly isLoadingMore: ReadonlySignal<boolean>;
}

/** The names under which its attempts are known. */
export type ListAction = "list" | "more";

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
  position: number;
}

export interface LiveListOptions<Place, Item> {
  attempts: Pick<Attempts<ListAction>, "attempt" | "giveUp">;
  fetched: LiveAnswers["fetched"];
  fetchPage(
    place: Place,
    part: { cursor?: string; limit: number },
  ): Promise<Page<Item>>;
  /** The place of what is shown. */
  place(): Place;
  isSame(one: Place, other: Place): boolean;
  items: Signal<Item[]>;
  nextCursor: Signal<string | null>;
  replace(page: Page<Item>, place: Place): void;
  append(page: Page<Item>): void;
}

/** As many as the server renders. */
const FIRST_PAGE = 50;

/** The largest page that the server gives. */
const LARGEST_PAGE = 100;

export function createLiveList<Place, Item>(
  options: LiveListOptions<Place, Item>,
): LiveList<Place> {
  const { attempts, fetched, fetchPage, isSame, items, nextCursor } = options;
  const isLoading = signal(false);
  const isLoadingMore = signal(false);
  let wanted = options.place();

  async function show(place: Place): Promise<void> {
    const isWanted = () => isSame(place, wanted);
    wanted = place;
    isLoading.value = true;
    await attempts.attempt("list", async () => {
      if (!isWanted()) return; // it is tried again, and the reader has gone on
      try {
        await fetchStart(FIRST_PAGE);
      } catch (error) {
        if (isWanted()) throw error;
      }
    });
    if (isWanted()) isLoading.value = false;
  }

  /** Shows what is wanted, unless something else is by the time of the answer. */
  async function fetchStart(limit: number): Promise<number> {
    const place = wanted;
    const request = fetchPage(place, { limit });
    const { position } = await fetched(request, (page) => {
      if (!isSame(place, wanted)) return;
      attempts.giveUp("more");
      options.replace(page, place);
    });
    return position;
  }

  function stay(): void {
    wanted = options.place();
    isLoading.value = false;
    attempts.giveUp("list");
  }

  async function more(): Promise<void> {
    const cursor = nextCursor.value;
    const place = options.place();
    if (!cursor || isLoadingMore.value) return;
    isLoadingMore.value = true;
    await attempts.attempt("more", async () => {
      const request = fetchPage(place, { cursor, limit: LARGEST_PAGE });
      await fetched(request, (page) => {
        // The list may have been replaced meanwhile.
        const isSameList = isSame(place, options.place());
        if (isSameList && nextCursor.value === cursor) options.append(page);
      });
    }).finally(() => isLoadingMore.value = false);
  }

  async function refetch(): Promise<number> {
    const place = wanted;
    const shown = Math.max(FIRST_PAGE, items.value.length);
    const position = await fetchStart(Math.min(shown, LARGEST_PAGE));
    return isSame(place, wanted) ? position : await refetch();
  }

  return { show, stay, more, refetch, isLoading, isLoadingMore };
}
