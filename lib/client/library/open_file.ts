import { batch } from "@preact/signals";
import type {
  MediaDetail,
  MediaFile,
  MediaPatch,
} from "../../media/contract.ts";
import { RequestError } from "../page/api.ts";
import type { Failure } from "../page/failure.ts";
import type { LibraryParts } from "./library.ts";
import { withOpenFile } from "./place.ts";
import type { Platform } from "../page/platform.ts";

/** The file that is open beside the list, and what can be done to any. */
export interface OpenFile {
  /** Shows the file that the place names. */
  load(): Promise<void>;
  /** Answers why it could not be done; `null` when it is. */
  change(id: number, patch: MediaPatch): Promise<Failure | null>;
  /** Deletes it, and closes it. Answers why it could not be done; `null` when it is. */
  remove(id: number): Promise<Failure | null>;
}

export function createOpenFile(
  { library, store, api, attempts, loading }: LibraryParts,
  platform: Pick<Platform, "url" | "pushUrl">,
): OpenFile {
  const { place, open } = library;

  async function load(): Promise<void> {
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

  // The server had nothing to render.
  const missing = place.value.file;
  if (missing !== null && open.value === null) {
    const failure = { reason: "missing", detail: null } as const;
    attempts.hasFailed("file", failure, load);
  }

  return { load, change, remove };
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
