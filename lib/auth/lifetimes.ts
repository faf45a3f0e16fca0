/** How long a token is valid. After that it can only be refreshed. */
export const TOKEN_MINUTES = 15;

/** How long a session lives after its last refresh. */
export const SESSION_DAYS = 30;

/** How long a key signs before the next one takes over. */
export const KEY_SIGNS_DAYS = 30;

/**
 * How long a key verifies. The last token that it signed can be refreshed for as long as a session
 * lives, and one more day allows for clocks that differ.
 */
export const KEY_VERIFIES_DAYS = KEY_SIGNS_DAYS + SESSION_DAYS + 1;

export function addMinutes(time: Date, minutes: number): Date {
  return new Date(time.getTime() + minutes * 60_000);
}

export function addDays(time: Date, days: number): Date {
  return addMinutes(time, days * 1_440);
}
