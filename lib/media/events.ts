import type { MediaFile } from "./contract.ts";

/** Logged events of this domain, as `{"type", "data"}` on the wire. */
export type MediaEvent = {
  /** Scanned, renamed, described, shared; told to those who may see the file. */
  type: "media:update";
  data: {
    mediaId: number;
    tenantId: string;
    timestamp: string;
    /** A file that was deleted from the library, or is no longer shared, has only these two. */
    payload: MediaFile | { id: number; deleted: true };
  };
};
