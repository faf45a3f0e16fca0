import type { HarborEvent } from "../realtime/event.ts";
import type { LeanFile } from "./lean.ts";

declare module "../realtime/event.ts" {
  interface EventTypes {
    /**
     * Scanned, renamed, described, shared; told to those who may see the file. One that was deleted
     * from the library, or is no longer shared, has only an id and `deleted`.
     */
    "media:update": {
      about: { mediaId: number };
      payload: LeanFile | { id: number; deleted: true };
    };
  }
}

export type MediaEvent = HarborEvent<"media:update">;
