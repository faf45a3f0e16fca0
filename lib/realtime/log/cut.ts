/** An event's JSON may take this many bytes, so that with its frame it stays below 64 KiB. */
export const MAX_DATA_BYTES = 65_536 - 512;

const encoder = new TextEncoder();

/**
 * `data` as JSON of at most `MAX_DATA_BYTES`. What is longer has its longest texts and lists cut
 * short until it fits, and says so with `truncated: true`.
 */
export function fitIntoEvent(data: Record<string, unknown>): string {
  const whole = JSON.stringify(data);
  if (
    whole.length * 3 <= MAX_DATA_BYTES || byteLength(whole) <= MAX_DATA_BYTES
  ) return whole;

  const copy = { ...JSON.parse(whole), truncated: true };
  for (;;) {
    const text = JSON.stringify(copy);
    if (byteLength(text) <= MAX_DATA_BYTES) return text;
    const longest = findLongest(copy);
    if (!longest) {
      throw new Error(
        `Cannot record an event: ${text.length} characters, none to cut`,
      );
    }
    longest.holder[longest.key] = halve(longest.value);
  }
}

function byteLength(text: string): number {
  return encoder.encode(text).byteLength;
}

type Holder = Record<string, unknown>;
type Longest = {
  holder: Holder;
  key: string;
  value: string | unknown[];
  size: number;
};

function findLongest(holder: Holder): Longest | undefined {
  let longest: Longest | undefined;
  for (const [key, value] of Object.entries(holder)) {
    const candidates: (Longest | undefined)[] = [];
    if (typeof value === "string" || Array.isArray(value)) {
      const size = JSON.stringify(value).length;
      if (size > 64) candidates.push({ holder, key, value, size });
    } else if (typeof value === "object" && value !== null) {
      candidates.push(findLongest(value as Holder));
    }
    for (const candidate of candidates) {
      if (candidate && candidate.size > (longest?.size ?? 0)) {
        longest = candidate;
      }
    }
  }
  return longest;
}

function halve(value: string | unknown[]): string | unknown[] {
  const half = value.slice(0, Math.floor(value.length / 2));
  // The cut may fall inside a surrogate pair, which has no UTF-8 form alone.
  return typeof half === "string" && !half.isWellFormed()
    ? half.slice(0, -1)
    : half;
}
