import type { RateLimit } from "../auth/rate_limits.ts";

export const SENDING: RateLimit = { of: "messages", setting: "send" };

/** Of saying that one is writing. */
export const TYPING: RateLimit = { of: "signals", setting: "send" };
