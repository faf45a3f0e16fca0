import type { MediaFile } from "../../../media/contract.ts";
import { type DraftFile, fromLibrary } from "./draft_file.ts";
import type { Upload } from "../../kit/uploads.ts";

/** As the sheet shows it. */
export interface ShownFile extends DraftFile {
  mediaType: MediaFile["mediaType"];
  /** `lost`: the page was left before it was there, so it has to be chosen once more. */
  state: Upload["state"] | "lost" | MediaFile["state"];
  /** How many of its bytes have left. */
  sent: number;
  /** Why it failed. */
  problem?: Upload["problem"];
}

/** The files, each with the state of its upload. */
export function shownFiles(
  files: DraftFile[],
  uploads: Upload[],
): ShownFile[] {
  return files.map((file) => {
    if (file.media) {
      const { state, mediaType } = file.media;
      return { ...file, state, mediaType, sent: file.size };
    }
    const upload = uploads.find(({ id }) => id === file.key);
    return {
      ...file,
      mediaType: mediaTypeOf(upload?.file.type ?? ""),
      state: upload?.state ?? "lost",
      sent: upload?.sent ?? 0,
      problem: upload?.problem,
    };
  });
}

/** Until the server has looked, going by what the browser takes it for. */
function mediaTypeOf(contentType: string): MediaFile["mediaType"] {
  const [kind] = contentType.split("/");
  if (kind === "image" || kind === "audio" || kind === "video") return kind;
  return contentType.includes("zip") ? "archive" : "document";
}

/** The files with what their finished uploads have become; the same list where none has finished. */
export function withDone(
  files: DraftFile[],
  uploads: Upload[],
): DraftFile[] {
  const done = new Map(uploads.map(({ id, media }) => [id, media]));
  if (!files.some(({ key, media }) => !media && done.get(key))) return files;
  return files.map((file) => {
    const media = file.media ? undefined : done.get(file.key);
    return media
      ? { ...fromLibrary(media), key: file.key, name: media.fileName }
      : file;
  });
}

/** Tells the sheet of a change to a file: it was scanned, or renamed. */
export function withChanged(
  files: DraftFile[],
  changed: MediaFile,
): DraftFile[] {
  if (!files.some(({ media }) => media?.id === changed.id)) return files;
  return files.map((file) =>
    file.media?.id === changed.id
      ? { ...fromLibrary(changed), key: file.key }
      : file
  );
}

/** Whether it will not be there unless something is done about it. */
export function isStuck({ state }: Pick<ShownFile, "state">): boolean {
  return state === "failed" || state === "cancelled" || state === "lost" ||
    state === "infected";
}

/** Whether it will not be there whatever is waited for. */
export function isRefused(file: Pick<ShownFile, "state" | "problem">): boolean {
  const { reason } = file.problem ?? {};
  return isStuck(file) && reason !== "offline" && reason !== "busy";
}

/** The list with the file moved to another place, which stays within it. */
export function moved(
  files: DraftFile[],
  key: string,
  to: number,
): DraftFile[] {
  const from = files.findIndex((file) => file.key === key);
  if (from < 0) return files;
  const place = Math.min(Math.max(to, 0), files.length - 1);
  return files.toSpliced(from, 1).toSpliced(place, 0, files[from]);
}
