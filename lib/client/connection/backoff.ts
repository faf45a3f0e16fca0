const BASE = 1_000;
const LONGEST = 30_000;

/** The longest pause that is granted, in milliseconds: a timer past 2^31 ms would fire at once. */
const LONGEST_ASKED = 3_600_000;

/**
 * How long to pause before attempt `attempt` (0 is the first repeat), in milliseconds: anything
 * up to 1 s, 2 s, 4 s … 30 s. The whole span is random ("full jitter"), so that many clients
 * that lost one server do not come back as one.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoff(attempt: number, random: () => number): number {
  return Math.floor(random() * Math.min(LONGEST, BASE * 2 ** attempt));
}

/**
 * The pause a `Retry-After` header asks for, in milliseconds; `null` without one that can be
 * read. It is a number of seconds or a date, and counts as an hour where it asks for more.
 */
export function retryAfter(headers: Headers, now: number): number | null {
  const text = headers.get("retry-after");
  if (text === null) return null;
  const milliseconds = /^\d+$/.test(text)
    ? Number(text) * 1_000
    : Date.parse(text) - now;
  if (Number.isNaN(milliseconds)) return null;
  return Math.min(Math.max(0, milliseconds), LONGEST_ASKED);
}
