import type { MediaFile } from "../../../media/contract.ts";

/** What a sheet knows of a file in the library. */
export type LibraryFile = Pick<
  MediaFile,
  | "id"
  | "fileName"
  | "fileSize"
  | "contentType"
  | "mediaType"
  | "hasThumbnail"
  | "state"
>;

/** A file on a sheet; they go out in the order in which they stand there. */
export interface DraftFile {
  /** Of its upload, where it comes from this device. */
  key: string;
  name: string;
  /** In bytes. */
  size: number;
  /** What it is in the library; `null` until it is there. */
  media: LibraryFile | null;
}

/** Its key is its own, so that it stands on a sheet once, however often it is picked. */
export function fromLibrary(file: LibraryFile): DraftFile {
  const { id, fileName, fileSize, contentType } = file;
  const { mediaType, hasThumbnail, state } = file;
  const media = {
    id,
    fileName,
    fileSize,
    contentType,
    mediaType,
    hasThumbnail,
    state,
  };
  return { key: `library:${id}`, name: fileName, size: fileSize, media };
}
