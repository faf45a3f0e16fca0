import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type {
  MediaDetail,
  MediaFile,
  MediaPatch,
} from "../../media/contract.ts";
import type { LiveAnswers } from "../kit/live_answers.ts";
import { type Api, RequestError } from "../page/api.ts";
import type { Attempts } from "../page/attempts.ts";
import type { Failure } from "../page/failure.ts";
import { withOpenFile } from "./place.ts";
import type { Platform } from "../page/platform.ts";
import type { LibraryStore, LibraryView } from "./store.ts";

/** The file that is open beside the list, and what can be done to any. */
export interface OpenFile {
  /** Shows the file that the place names. */
  load(): Promise<void>;
  /** Answers why it could not be done; `null` when it is. */
  change(id: number, patch: MediaPatch): Promise<Failure | null>;
  /** Deletes it, and closes it. Answers why it could not be done; `null` when it is. */
  remove(id: number): Promise<Failure | null>;
  /** The id of the file that is being opened. */
  readonly loading: ReadonlySignal<number | null>;
}

export interface OpenFileOptions {
  platform: Pick<Platform, "url" | "pushUrl">;
  library: LibraryView;
  store: LibraryStore;
  api: Api;
  fetched: LiveAnswers["fetched"];
  attempts: Pick<Attempts<"file">, "attempt" | "hasFailed" | "giveUp">;
}

export function createOpenFile(
  { platform, library, store, api, fetched, attempts }: OpenFileOptions,
): OpenFile {
  const { place, open } = library;
  const loading = signal<number | null>(null);

  async function load(): Promise<void> {
    const id = place.value.file;
    if (id === null || open.value?.id !== id) open.value = null;
    if (id === null) return attempts.giveUp("file");
    loading.value = id;
    await attempts.attempt("file", async () => {
      if (place.value.file !== id) return;
      try {
        const request = api.get<MediaDetail>(`/api/media/${id}`);
        await fetched(request, (detail) => {
          if (place.value.file === id) open.value = detail;
        });
      } catch (error) {
        if (place.value.file !== id) return;
        if (isMissing(error)) open.value = null;
        throw error;
      }
    });
    if (loading.value === id) loading.value = null;
  }

  async function change(
    id: number,
    patch: MediaPatch,
  ): Promise<Failure | null> {
    return await failureOf(async () => {
      const request = api.patch<MediaFile>(`/api/media/${id}`, patch);
      await fetched(request, store.put);
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

  // The server had nothing to render.
  const missing = place.value.file;
  if (missing !== null && open.value === null) {
    const failure = { reason: "missing", detail: null } as const;
    attempts.hasFailed("file", failure, load);
  }

  return { load, change, remove, loading };
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
