import { computed, signal } from "@preact/signals";

type Read = (index: number) => unknown;

// deno-lint-ignore no-explicit-any -- each reader knows what its counterpart in serialize.ts wrote
const READERS: Record<string, (written: any, read: Read) => unknown> = {
  Signal: (index, read) => signal(read(index)),
  Computed: (index, read) => {
    const value = read(index);
    return computed(() => value);
  },
  BigInt: (digits) => BigInt(digits),
  Date: (milliseconds) => new Date(milliseconds ?? NaN),
  URL: (href) => new URL(href),
  Uint8Array: (base64) =>
    Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)),
  Set: (indexes: number[], read) => new Set(indexes.map(read)),
  Map: (indexes: number[], read) => {
    const map = new Map();
    for (let i = 0; i < indexes.length; i += 2) {
      map.set(read(indexes[i]), read(indexes[i + 1]));
    }
    return map;
  },
};

/** Reads what `serialize` wrote. */
export function deserialize(text: string): unknown {
  const entries = JSON.parse(text);
  const values = new Map<number, unknown>([
    [-1, undefined],
    [-2, null],
    [-3, NaN],
    [-4, Infinity],
    [-5, -Infinity],
  ]);

  function read(index: number): unknown {
    if (values.has(index)) return values.get(index);
    const entry = entries[index];
    if (typeof entry !== "object") return keep(index, entry);
    if (typeof entry[0] === "string") {
      return keep(index, READERS[entry[0]](entry[1], read));
    }
    // Kept before it is filled: it may hold itself.
    const value = keep(index, Array.isArray(entry) ? [] : {});
    for (const key of Object.keys(entry)) {
      Object.defineProperty(value, key, {
        value: read(entry[key]),
        configurable: true,
        enumerable: true,
        writable: true,
      });
    }
    return value;
  }

  function keep<T>(index: number, value: T): T {
    values.set(index, value);
    return value;
  }

  return read(typeof entries === "number" ? entries : 0);
}
