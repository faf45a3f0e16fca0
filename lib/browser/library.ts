import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type {
  MediaDetail,
  MediaFile,
  MediaPage,
  MediaPatch,
} from "../media/contract.ts";
import type { Failed, Harbor } from "./actions.ts";
import { RequestError } from "./api.ts";
import { createAttempts } from "./attempts.ts";
import type { Failure } from "./failure.ts";
import { createLibraryStore, type LibraryView } from "./library_store.ts";
import {
  libraryListUrl,
  libraryPlaceOf,
  listsTheSame,
  withOpenFile,
} from "./library_place.ts";
import { LARGEST_PAGE } from "./mailbox_url.ts";
import type { Platform } from "./platform.ts";
import type { PostFile } from "./post_file.ts";
import { createUploads, type Uploads } from "./uploads.ts";
import type { HarborView } from "./view.ts";

/** What the library's page can do. */
export interface Library {
  /** Shows the library as a page at this URL would, and gives it that URL. */
  goTo(url: URL): Promise<void>;
  /** The next page of the list, at its end; nothing where there is none. */
  loadMore(): Promise<void>;
  /** Answers why it could not be done; `null` when it is. */
  change(id: number, patch: MediaPatch): Promise<Failure | null>;
  /** Deletes it, and closes it. Answers why it could not be done; `null` when it is. */
  remove(id: number): Promise<Failure | null>;
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

export interface LibraryOptions {
  view: Pick<HarborView, "me" | "limits">;
  library: LibraryView;
  harbor: Pick<Harbor, "api" | "join">;
  post: PostFile;
  platform: Pick<Platform, "url" | "pushUrl" | "replaceUrl" | "on" | "after">;
}

/** As many as the server renders. */
const FIRST_PAGE = 50;

/** So long an upload that is done is to be seen as that, in milliseconds: it is in the list, too. */
const DONE_SHOWN_FOR = 4_000;

/** The library's page, going on where the server left it. */
export function createLibrary(
  { view, library, harbor, post, platform }: LibraryOptions,
): Library {
  const { place, files, nextCursor, open } = library;
  const { api } = harbor;
  const attempts = createAttempts<LibraryAction>();
  const loading = signal<LibraryLoading>({
    list: false,
    more: false,
    file: null,
  });
  const store = createLibraryStore({
    library,
    myEmail: view.me.email,
    onOpenChanged: () => void openFile(),
  });
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
      listsTheSame(before, now) && !attempts.failed.value.list ? null : list(),
      before.file === now.file ? null : openFile(),
    ]);
  }

  async function list(): Promise<void> {
    const wanted = place.value;
    const isWanted = () => listsTheSame(wanted, place.value);
    loading.value = { ...loading.value, list: true };
    await attempts.attempt("list", async () => {
      if (!isWanted()) return; // it is tried again, and the reader has gone on
      try {
        await fetchFirst(FIRST_PAGE);
      } catch (error) {
        if (isWanted()) throw error;
      }
    });
    if (isWanted()) loading.value = { ...loading.value, list: false };
  }

  /** What is wanted by the time of the answer is shown. Answers the position of the list. */
  async function fetchFirst(limit: number): Promise<number> {
    const wanted = place.value;
    const request = api.get<MediaPage>(libraryListUrl(wanted, { limit }));
    const { position } = await store.fetched(request, (page) => {
      if (!listsTheSame(wanted, place.value)) return;
      attempts.giveUp("more");
      files.value = page.items;
      nextCursor.value = page.nextCursor;
    });
    return position;
  }

  async function loadMore(): Promise<void> {
    const cursor = nextCursor.value;
    const wanted = place.value;
    if (!cursor || loading.value.more) return;
    loading.value = { ...loading.value, more: true };
    const url = libraryListUrl(wanted, { cursor, limit: LARGEST_PAGE });
    await attempts.attempt(
      "more",
      () =>
        store.fetched(api.get<MediaPage>(url), (page) => {
          // The list may have been replaced meanwhile.
          if (nextCursor.value !== cursor) return;
          const known = new Set(files.value.map(({ id }) => id));
          const added = page.items.filter(({ id }) => !known.has(id));
          files.value = [...files.value, ...added];
          nextCursor.value = page.nextCursor;
        }),
    );
    loading.value = { ...loading.value, more: false };
  }

  async function openFile(): Promise<void> {
    const id = place.value.file;
    if (id === null || open.value?.id !== id) open.value = null;
    if (id === null) return attempts.giveUp("file");
    loading.value = { ...loading.value, file: id };
    await attempts.attempt("file", async () => {
      if (place.value.file !== id) return;
      try {
        const request = api.get<MediaDetail>(`/api/media/${id}`);
        await store.fetched(request, (detail) => {
          if (place.value.file === id) open.value = detail;
        });
      } catch (error) {
        if (place.value.file !== id) return;
        if (isMissing(error)) open.value = null;
        throw error;
      }
    });
    if (loading.value.file === id) {
      loading.value = { ...loading.value, file: null };
    }
  }

  async function change(
    id: number,
    patch: MediaPatch,
  ): Promise<Failure | null> {
    return await failureOf(async () => {
      const request = api.patch<MediaFile>(`/api/media/${id}`, patch);
      await store.fetched(request, store.put);
    });
  }

  async function remove(id: number): Promise<Failure | null> {
    return await failureOf(async () => {
      await api.delete(`/api/media/${id}`).catch((error) => {
        if (!isMissing(error)) throw error; // it is gone, as was wanted
      });
      batch(() => {
        if (place.value.file === id) {
          platform.pushUrl(withOpenFile(platform.url(), null), null);
          place.value = { ...place.value, file: null };
          open.value = null;
          attempts.giveUp("file");
        }
        store.remove(id);
      });
    });
  }

  function forgetDone(): void {
    for (const { id, state } of uploads.items.value) {
      if (state === "done") uploads.remove(id);
    }
  }

  async function refetch(): Promise<number> {
    const position = await fetchFirst(
      Math.max(FIRST_PAGE, files.value.length),
    );
    await openFile();
    return position;
  }

  const missing = place.value.file;
  if (missing !== null && open.value === null) {
    const failure = { reason: "missing", detail: null } as const;
    attempts.hasFailed("file", failure, openFile);
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
    loadMore,
    change,
    remove,
    uploads,
    loading,
    failed: attempts.failed,
    stop: () => stops.forEach((stop) => stop()),
  };
}

async function failureOf(what: () => Promise<void>): Promise<Failure | null> {
  try {
    await what();
    return null;
  } catch (error) {
    if (error instanceof RequestError) return error.failure;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof RequestError && error.failure.reason === "missing";
}
