import type { Selectable } from "kysely";
import type { MediaFileRow } from "./tables.ts";
import type { MediaFile } from "./contract.ts";

export type FileRow = Selectable<MediaFileRow>;

export function asMediaFile(row: FileRow): MediaFile {
  return {
    id: row.Id,
    fileName: row.FileName,
    fileSize: row.FileSize,
    contentType: row.ContentType,
    mediaType: row.MediaType,
    width: row.Width,
    height: row.Height,
    duration: row.Duration,
    uploadedBy: row.UploadedBy,
    uploadDate: row.UploadDate,
    description: row.Description,
    shared: row.IsShared === 1,
    state: row.State,
    checksum: row.Checksum,
    hasThumbnail: row.ThumbnailKey !== null,
  };
}

/** The file as those see it who only have it in a message: what its owner notes on it is not for them. */
export function received(row: FileRow, FileName = row.FileName): FileRow {
  return { ...row, FileName, Description: null, IsShared: 0 };
}
