import type { Area } from "./area.ts";
import { limits } from "./limits/area.ts";
import { media } from "./media/area.ts";
import { messages } from "./messages/area.ts";

/** Every area of the product. Whoever adds one adds a line here, and nothing else that is shared. */
export const AREAS: readonly Area[] = [
  messages,
  media,
  limits,
];
