import { computed, type ReadonlySignal } from "@preact/signals";
import { createAttempts, type Failed } from "../page/attempts.ts";
import { createLibraryList } from "./list.ts";
import { libraryPlaceOf, listsTheSame } from "./place.ts";
import { createLibraryStore, type LibraryView } from "./store.ts";
import { createUsage } from "./usage.ts";
import { createOpenFile, type OpenFile } from "./open_file.ts";
import { createLiveAnswers } from "../kit/live_answers.ts";
import type { ListAction } from "../kit/live_list.ts";
import type { Harbor } from "../page/part.ts";
import type { Platform } from "../page/platform.ts";
import type { PostFile } from "../kit/post_file.ts";
import { createUploads, type Uploads } from "../kit/uploads.ts";
import type { HarborView } from "../page/view.ts";

/** What the library's page can do. */
export interface Library {
  /** Shows the library as a page at this URL would, and gives it that URL. */
  goTo(url: URL): Promise<void>;
  /** The next page of the list, at its end; nothing where there is none. */
  loadMore(): Promise<void>;
  change: OpenFile["change"];
  remove: OpenFile["remove"];
  readonly uploads: Uploads;
  /** What is under way, for the shapes shown while waiting. */
  readonly loading: ReadonlySignal<LibraryLoading>;
  readonly failed: ReadonlySignal<Failed<LibraryAction>>;
  /** Takes no further part in what comes. */
  stop(): void;
}

export interface LibraryLoading {
  /** Another list. */
  list: boolean;
  /** The next page of the list. */
  more: boolean;
  /** The file that is being opened. */
  file: number | null;
}

export type LibraryAction = ListAction | "file";

export interface LibraryOptions {
  view: Pick<HarborView, "me" | "limits">;
  library: LibraryView;
  harbor: Pick<Harbor, "api" | "join" | "malformed">;
  post: PostFile;
  platform: Pick<
    Platform,
    "url" | "pushUrl" | "replaceUrl" | "on" | "after" | "random"
  >;
}

/** How long an upload that is done is seen among the uploads, in milliseconds: it is in the list, too. */
const DONE_SHOWN_FOR = 4_000;

/** The library's page, going on where the server left it. */
export function createLibrary(
  { view, library, harbor, post, platform }: LibraryOptions,
): Library {
  const { place } = library;
  const attempts = createAttempts<LibraryAction>();
  const store = createLibraryStore({
    library,
    myEmail: view.me.email,
    onOpenChanged: () => void file.load(),
    onChanged: () => usageChanged(),
  });
  const { apply, fetched } = createLiveAnswers({
    apply: store.apply,
    malformed: harbor.malformed,
  });
  const { api } = harbor;
  const usageChanged = createUsage({ usage: library.usage, api, platform });
  const list = createLibraryList({ library, api, fetched, attempts });
  const file = createOpenFile({
    platform,
    library,
    store,
    api,
    fetched,
    attempts,
  });
  const uploads = createUploads({
    post,
    platform,
    limits: view.limits,
    onDone(media) {
      store.put(media);
      platform.after(DONE_SHOWN_FOR, forgetDone);
    },
  });

  async function goTo(url: URL): Promise<void> {
    if (url.href !== platform.url().href) show(url);
    await follow(url);
  }

  /** Typing changes the search that is shown; everything else is a step that one can go back. */
  function show(url: URL): void {
    const before = place.value.q;
    const { q } = libraryPlaceOf(url, place.value.layout);
    if (before !== "" && q !== "" && before !== q) platform.replaceUrl(url);
    else platform.pushUrl(url, null);
  }

  async function follow(url: URL): Promise<void> {
    const before = place.value;
    const now = libraryPlaceOf(url, before.layout);
    place.value = now;
    await Promise.all([
      listsTheSame(before, now) && !attempts.failed.value.list
        ? null
        : list.show(now),
      before.file === now.file ? null : file.load(),
    ]);
  }

  function forgetDone(): void {
    for (const { id, state } of uploads.items.value) {
      if (state === "done") uploads.remove(id);
    }
  }

  async function refetch(): Promise<number> {
    const position = await list.refetch();
    await file.load();
    usageChanged();
    return position;
  }

  const stops = [
    harbor.join({
      apply,
      refetch,
      catchUp() {
        uploads.catchUp();
        attempts.catchUp();
      },
    }),
    platform.on("popstate", () => void follow(platform.url())),
  ];

  return {
    goTo,
    loadMore: list.more,
    change: file.change,
    remove: file.remove,
    uploads,
    loading: computed(() => ({
      list: list.isLoading.value,
      more: list.isLoadingMore.value,
      file: file.loading.value,
    })),
    failed: attempts.failed,
    stop: () => stops.forEach((stop) => stop()),
  };
}
