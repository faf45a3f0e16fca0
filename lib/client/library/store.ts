import { batch, type Signal } from "@preact/signals";
import type { MediaEvent } from "../../media/events.ts";
import type { MediaDetail, MediaFile, Usage } from "../../media/contract.ts";
import { fillFile } from "../../media/lean.ts";
import type { MessageEvent } from "../../messages/events.ts";
import { fileText } from "../../shared/file_text.ts";
import { folded } from "../../shared/folded.ts";
import { sameEmail } from "../../shared/same_email.ts";
import type { Arrived } from "../connection/arrivals.ts";
import type { LibraryPlace } from "./place.ts";

/** What the server renders from, and the browser keeps true. */
export interface LibraryView {
  place: Signal<LibraryPlace>;
  /** Newest first. */
  files: Signal<MediaFile[]>;
  nextCursor: Signal<string | null>;
  /** `null` where none is open, or what is to be open is not there. */
  open: Signal<MediaDetail | null>;
  /** What the reader's own files take. */
  usage: Signal<Usage>;
}

export interface LibraryStore {
  /** Any event may come twice. */
  apply(arrived: Arrived): void;
  /** A file is new, or has changed. */
  put(file: MediaFile): void;
  /** It is in the library no more. */
  remove(id: number): void;
}

export interface LibraryStoreOptions {
  library: LibraryView;
  myEmail: string;
  /** The open file has changed in more ways than events tell. */
  onOpenChanged(): void;
  /** A file has come, gone or changed. */
  onChanged(): void;
}

/** Keeps the library true, event by event. */
export function createLibraryStore(
  { library, myEmail, onOpenChanged, onChanged }: LibraryStoreOptions,
): LibraryStore {
  const { place, files, nextCursor, open } = library;

  function apply(arrived: Arrived): void {
    const event = arrived as unknown as MediaEvent | MessageEvent;
    switch (event.type) {
      case "media:update": {
        onChanged();
        const { payload } = event.data;
        return "deleted" in payload
          ? remove(payload.id)
          : put(fillFile(payload));
      }
      case "message:attachment:added":
      case "message:attachment:removed":
        return used([event.data.payload.mediaId]);
      case "message:new": {
        const { attachments } = event.data.payload;
        return used((attachments ?? []).map(({ mediaId }) => mediaId));
      }
    }
  }

  function put(file: MediaFile): void {
    if (open.value?.id === file.id) open.value = { ...open.value, ...file };
    const others = files.value.filter(({ id }) => id !== file.id);
    const isShown = others.length < files.value.length;
    files.value = belongs(file) && (isShown || isLoaded(file))
      ? [...others, file].sort(newestFirst)
      : others;
  }

  function belongs(file: MediaFile): boolean {
    const { scope, type, q } = place.value;
    const isMine = sameEmail(file.uploadedBy, myEmail);
    if (scope !== "shared" && !isMine && !file.shared) return false;
    if (scope === "own" && !isMine) return false;
    if (scope === "shared" && !file.shared) return false;
    if (type !== null && file.mediaType !== type) return false;
    return fileText(file).includes(folded(q));
  }

  /** Whether the list has come as far as this file. */
  function isLoaded(file: MediaFile): boolean {
    const last = files.value.at(-1);
    return nextCursor.value === null || !last || newestFirst(file, last) < 0;
  }

  /** What was open may still be seen, in a message, or may be shared no more: only asking tells. */
  function remove(id: number): void {
    files.value = files.value.filter((file) => file.id !== id);
    if (place.value.file === id) onOpenChanged();
  }

  function used(ids: number[]): void {
    const { file } = place.value;
    if (file !== null && ids.includes(file)) onOpenChanged();
  }

  return {
    apply,
    put: (file) => batch(() => put(file)),
    remove: (id) => batch(() => remove(id)),
  };
}

function newestFirst(one: MediaFile, other: MediaFile): number {
  if (one.uploadDate !== other.uploadDate) {
    return one.uploadDate < other.uploadDate ? 1 : -1;
  }
  return other.id - one.id;
}
