/** What is known of a picture, and what a list shows of it. */
export interface Picture {
  /** In pixels, as it is shown: after the orientation that its camera noted, where it was decoded. */
  width: number;
  height: number;
  /** WebP without any of the picture's own metadata; `null` where it could not be made. */
  thumbnail: Uint8Array | null;
}

/** Formats that can be read here; of other pictures nothing is known. */
export const READABLE_PICTURES = [
  "image/jpeg",
  "image/png",
  "image/gif",
  "image/webp",
  "image/avif",
  "image/tiff",
];

/** A larger picture is stored but not read, since reading holds all of it in memory. */
export const MAX_PICTURE_BYTES = 32 * 1024 * 1024;
