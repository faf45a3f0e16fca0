import type { RateLimit } from "../auth/rate_limits.ts";
import type { RouteRates } from "../auth/route_rates.ts";
import type { Rate, RateSettings } from "../rate_settings.ts";

declare module "../rate_settings.ts" {
  interface AreaRates extends MessageRates {}
}

interface MessageRates {
  send: Rate;
}

export const messageRates: RateSettings<MessageRates> = {
  send: { variable: "RATE_LIMIT_SEND", fallback: "60/5" },
};

export const SENDING: RateLimit = { of: "messages", setting: "send" };

/** Of saying that one is writing. */
export const TYPING: RateLimit = { of: "signals", setting: "send" };

export const messageRouteRates: RouteRates = {
  "POST /api/messaging/send": SENDING,
  "POST /api/messaging/threads/[threadId]/typing": TYPING,
};
