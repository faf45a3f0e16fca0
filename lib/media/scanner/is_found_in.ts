import { setImmediate } from "node:timers";
import { latin1 } from "../latin1.ts";
import { deflatedEntries } from "./deflated_entries.ts";

/** Archives in archives are opened so deep. */
const MAX_DEPTH = 2;
const MAX_ENTRIES = 1_000;

/** What is unfolded of one file in all: half a second of one core. */
const MAX_UNFOLDED_BYTES = 128 * 1024 * 1024;

/** Text unfolds to some 30 times of what it was packed to; a bomb to 1,000 times. */
const MAX_RATIO = 100;
/** What is small may unfold to more. */
const FREE_BYTES = 8 * 1024 * 1024;

/** How much is unfolded before everybody else's work goes on. */
const TURN_BYTES = 1024 * 1024;

/** One file that is looked through. */
interface Search {
  wanted: string;
  signal: AbortSignal;
  isFound: boolean;
  /** Of the file itself. */
  readBytes: number;
  /** Of all archives in it. */
  unfoldedBytes: number;
  entries: number;
}

/**
 * Whether `wanted`, a character for each byte, is among the bytes, or among what zip archives unfold
 * to, as far as that costs little. Reads `bytes` to their end, or until it is found.
 */
export async function isFoundIn(
  bytes: AsyncIterable<Uint8Array>,
  wanted: string,
  signal: AbortSignal,
): Promise<boolean> {
  const search: Search = {
    wanted,
    signal,
    isFound: false,
    readBytes: 0,
    unfoldedBytes: 0,
    entries: 0,
  };
  await lookThrough(search, counted(search, bytes), 0);
  return search.isFound;
}

async function* counted(search: Search, bytes: AsyncIterable<Uint8Array>) {
  for await (const chunk of bytes) {
    search.readBytes += chunk.length;
    yield chunk;
  }
}

async function lookThrough(
  search: Search,
  bytes: AsyncIterable<Uint8Array>,
  depth: number,
): Promise<void> {
  const mayGoOn = () => depth < MAX_DEPTH && ++search.entries <= MAX_ENTRIES;
  const entries = deflatedEntries(searched(search, bytes), mayGoOn);
  for await (const entry of entries) {
    await lookThrough(search, bounded(search, entry), depth + 1);
  }
}

/** The same bytes, up to where it is found. */
async function* searched(search: Search, bytes: AsyncIterable<Uint8Array>) {
  const { wanted, signal } = search;
  let end = "";
  for await (const chunk of bytes) {
    signal.throwIfAborted();
    // It may lie across two chunks.
    const text = end + latin1(chunk);
    search.isFound ||= text.includes(wanted);
    if (search.isFound) return;
    end = text.slice(1 - wanted.length);
    yield chunk;
  }
}

/** What is unfolded, as far as that is allowed. */
async function* bounded(search: Search, entry: AsyncIterable<Uint8Array>) {
  const begunAt = search.readBytes;
  let size = 0;
  for await (const bytes of entry) {
    const turn = Math.floor(search.unfoldedBytes / TURN_BYTES);
    size += bytes.length;
    search.unfoldedBytes += bytes.length;
    const packed = search.readBytes - begunAt;
    if (size > FREE_BYTES + MAX_RATIO * packed) return;
    if (search.unfoldedBytes > MAX_UNFOLDED_BYTES) return;
    yield bytes;
    if (search.unfoldedBytes >= (turn + 1) * TURN_BYTES) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
