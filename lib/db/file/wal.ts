/**
 * SQLite's write-ahead log, as far as its checksums go: a header, then frames, each a page and a
 * checksum that goes on from the frame before it.
 *
 * https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 */
export interface Wal {
  isHeaderWhole: boolean;
  /** In the order of the file, up to the last whole length. */
  frames: Iterable<WalFrame>;
}

export interface WalFrame {
  /** From 1. */
  number: number;
  /** Whether it is as it was written since the log was last begun anew. */
  isWhole: boolean;
  /** Whether a transaction ends with it. */
  isCommit: boolean;
}

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const DEFAULT_PAGE_BYTES = 4_096;

/** Reads on as the frames are asked for; `null` where there is none. */
export function readWal(file: Deno.FsFile): Wal | null {
  const header = read(file, HEADER_BYTES);
  const first = read(file, FRAME_HEADER_BYTES);
  if (header === null || first === null) return null;
  const stored = pairAt(header, 24);
  const orders = [true, false].map((isLittleEndian) => ({
    isLittleEndian,
    computed: checksum([0, 0], header, 0, 24, isLittleEndian),
  }));
  // The magic number tells the order, but a damaged one tells the wrong one. Today's machines write
  // in the first.
  const whole = orders.find(({ computed }) => same(computed, stored));
  const { isLittleEndian, computed } = whole ?? orders[0];
  const isHeaderWhole = whole !== undefined;
  return {
    isHeaderWhole,
    frames: frames(file, {
      isLittleEndian,
      pageBytes: pageBytesOf(header),
      // A damaged header may have lost them; the first frame has them too.
      salts: isHeaderWhole ? pairAt(header, 16) : pairAt(first, 8),
      before: [stored, computed],
    }),
  };
}

interface Reading {
  isLittleEndian: boolean;
  pageBytes: number;
  salts: Pair;
  /** What the next checksum goes on from: as the file has it, and as its bytes have it. */
  before: Pair[];
}

function* frames(
  file: Deno.FsFile,
  { isLittleEndian, pageBytes, salts, before }: Reading,
): Generator<WalFrame> {
  file.seekSync(HEADER_BYTES, Deno.SeekMode.Start);
  for (let number = 1;; number++) {
    const frame = read(file, FRAME_HEADER_BYTES + pageBytes);
    if (frame === null) return;
    const stored = pairAt(frame, 16);
    const computed = same(pairAt(frame, 8), salts)
      ? before.map((seed) => {
        const page = checksum(seed, frame, 0, 8, isLittleEndian);
        const end = frame.byteLength;
        return checksum(page, frame, FRAME_HEADER_BYTES, end, isLittleEndian);
      })
      : [];
    const [pageNumber, pagesAfterCommit] = pairAt(frame, 0);
    const isWhole = pageNumber !== 0 &&
      computed.some((each) => same(each, stored));
    yield { number, isWhole, isCommit: pagesAfterCommit !== 0 };
    before = isWhole ? [stored] : [stored, ...computed.slice(0, 1)];
  }
}

type Pair = readonly [number, number];

/** The checksum of the bytes from `at` to `end`, going on from that of those before them. */
function checksum(
  [s0, s1]: Pair,
  bytes: DataView,
  at: number,
  end: number,
  isLittleEndian: boolean,
): Pair {
  for (; at < end; at += 8) {
    s0 = (s0 + bytes.getUint32(at, isLittleEndian) + s1) >>> 0;
    s1 = (s1 + bytes.getUint32(at + 4, isLittleEndian) + s0) >>> 0;
  }
  return [s0, s1];
}

function pairAt(bytes: DataView, at: number): Pair {
  return [bytes.getUint32(at), bytes.getUint32(at + 4)];
}

function same([a0, a1]: Pair, [b0, b1]: Pair): boolean {
  return a0 === b0 && a1 === b1;
}

function pageBytesOf(header: DataView): number {
  const bytes = header.getUint32(8);
  const isPowerOfTwo = (bytes & (bytes - 1)) === 0;
  return isPowerOfTwo && bytes >= 512 && bytes <= 65_536
    ? bytes
    : DEFAULT_PAGE_BYTES;
}

/** The next `length` bytes; `null` where fewer are left. */
function read(file: Deno.FsFile, length: number): DataView | null {
  const bytes = new Uint8Array(length);
  for (let taken = 0; taken < length;) {
    const count = file.readSync(bytes.subarray(taken));
    if (count === null) return null;
    taken += count;
  }
  return new DataView(bytes.buffer);
}
