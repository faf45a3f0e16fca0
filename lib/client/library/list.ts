import type { MediaFile, MediaPage } from "../../media/contract.ts";
import type { LiveAnswers } from "../kit/live_answers.ts";
import {
  createLiveList,
  type ListAction,
  type LiveList,
} from "../kit/live_list.ts";
import type { Api } from "../page/api.ts";
import type { Attempts } from "../page/attempts.ts";
import { libraryListUrl, type LibraryPlace, listsTheSame } from "./place.ts";
import type { LibraryView } from "./store.ts";

export interface LibraryListOptions {
  library: LibraryView;
  api: Pick<Api, "get">;
  fetched: LiveAnswers["fetched"];
  attempts: Pick<Attempts<ListAction>, "attempt" | "giveUp">;
}

/** The files of a place: their first page, and those that follow. */
export function createLibraryList(
  { library, api, fetched, attempts }: LibraryListOptions,
): LiveList<LibraryPlace> {
  const { place, files, nextCursor } = library;
  return createLiveList<LibraryPlace, MediaFile>({
    attempts,
    fetched,
    fetchPage: (place, part) => api.get<MediaPage>(libraryListUrl(place, part)),
    place: () => place.value,
    isSame: listsTheSame,
    items: files,
    nextCursor,
    replace(page) {
      files.value = page.items;
      nextCursor.value = page.nextCursor;
    },
    append(page) {
      const known = new Set(files.value.map(({ id }) => id));
      const added = page.items.filter(({ id }) => !known.has(id));
      files.value = [...files.value, ...added];
      nextCursor.value = page.nextCursor;
    },
  });
}
