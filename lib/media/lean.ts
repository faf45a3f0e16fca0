import { type Defaults, fill, type Lean, lean } from "../shared/lean.ts";
import type { MediaFile } from "./contract.ts";

/** A file as events tell it. */
export type LeanFile = Lean<MediaFile>;

const BY_DEFAULT: Defaults<MediaFile> = {
  width: null,
  height: null,
  duration: null,
  description: null,
  shared: false,
  hasThumbnail: false,
};

export function leanFile(file: MediaFile): LeanFile {
  return lean(file, BY_DEFAULT);
}

export function fillFile(told: LeanFile): MediaFile {
  return fill(told, BY_DEFAULT);
}
