import type { MediaEvent } from "./media/events.ts";
import type { MessageEvent } from "./messages/events.ts";

/** Every logged event that a client may meet, whichever domain it comes from. */
export type HarborEvent = MessageEvent | MediaEvent;
