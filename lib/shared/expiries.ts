/** How long a message is good for, as its sender chooses. */
export const EXPIRIES = ["never", "hour", "day", "week", "month"] as const;

export type Expiry = (typeof EXPIRIES)[number];

const HOURS: Record<Exclude<Expiry, "never">, number> = {
  hour: 1,
  day: 24,
  week: 168,
  month: 720,
};

/** The end of it in ISO 8601, for a message of `now`; `null` for one that has none. */
export function expiryTime(expiry: Expiry, now: Date): string | null {
  if (expiry === "never") return null;
  return new Date(now.getTime() + HOURS[expiry] * 3_600_000).toISOString();
}
