import type { RateLimit } from "../auth/rate_limits.ts";
import type { RouteRates } from "../auth/route_rates.ts";

export const UPLOADING: RateLimit = { of: "files", setting: "send" };

export const mediaRouteRates: RouteRates = {
  "POST /api/messaging/attachments/upload": UPLOADING,
};
