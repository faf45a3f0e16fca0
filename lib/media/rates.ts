import type { RateLimit } from "../auth/rate_limits.ts";

export const UPLOADING: RateLimit = { of: "files", setting: "send" };
