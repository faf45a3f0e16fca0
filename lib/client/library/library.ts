import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Failed, Harbor } from "../page/actions.ts";
import type { Api } from "../page/api.ts";
import { type Attempts, createAttempts } from "../page/attempts.ts";
import { createLibraryList, type LibraryList } from "./list.ts";
import { libraryPlaceOf, listsTheSame } from "./place.ts";
import {
  createLibraryStore,
  type LibraryStore,
  type LibraryView,
} from "./store.ts";
import { createOpenFile, type OpenFile } from "./open_file.ts";
import type { Platform } from "../page/platform.ts";
import type { PostFile } from "../kit/post_file.ts";
import { createUploads, type Uploads } from "../kit/uploads.ts";
import type { HarborView } from "../page/view.ts";

/** What the library's page can do. */
export interface Library {
  /** Shows the library as a page at this URL would, and gives it that URL. */
  goTo(url: URL): Promise<void>;
  /** The next page of the list, at its end; nothing where there is none. */
  loadMore: LibraryList["loadMore"];
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

export type LibraryAction = "list" | "more" | "file";

/** What the list and the open file work with. */
export interface LibraryParts {
  library: LibraryView;
  store: LibraryStore;
  api: Api;
  attempts: Attempts<LibraryAction>;
  loading: Signal<LibraryLoading>;
}

export interface LibraryOptions {
  view: Pick<HarborView, "me" | "limits">;
  library: LibraryView;
  harbor: Pick<Harbor, "api" | "join">;
  post: PostFile;
  platform: Pick<Platform, "url" | "pushUrl" | "replaceUrl" | "on" | "after">;
}

/** So long an upload that is done is to be seen as that, in milliseconds: it is in the list, too. */
const DONE_SHOWN_FOR = 4_000;

/** The library's page, going on where the server left it. */
export function createLibrary(
  { view, library, harbor, post, platform }: LibraryOptions,
): Library {
  const { place } = library;
  const attempts = createAttempts<LibraryAction>();
  const loading = signal<LibraryLoading>({
    list: false,
    more: false,
    file: null,
  });
  const store = createLibraryStore({
    library,
    myEmail: view.me.email,
    onOpenChanged: () => void file.load(),
  });
  const parts = { library, store, api: harbor.api, attempts, loading };
  const list = createLibraryList(parts);
  const file = createOpenFile(parts, platform);
  const uploads = createUploads({
    post,
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
        : list.load(),
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
    return position;
  }

  const stops = [
    harbor.join({
      apply: store.apply,
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
    loadMore: list.loadMore,
    change: file.change,
    remove: file.remove,
    uploads,
    loading,
    failed: attempts.failed,
    stop: () => stops.forEach((stop) => stop()),
  };
}
