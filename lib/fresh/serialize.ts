import { isValidElement } from "preact";
import { Signal } from "@preact/signals";

/** Stand-ins for what JSON cannot say, where an index into the list is expected. */
export const SPECIAL = {
  undefined: -1,
  null: -2,
  NaN: -3,
  Infinity: -4,
  "-Infinity": -5,
} as const;

/**
 * Writes a value as a flat JSON list, in which objects, arrays and signals refer to each other by index: one
 * object is one entry, however often it appears, and is one object again after `deserialize`.
 *
 * Class instances become plain objects. @throws {Error} on functions, symbols and JSX.
 */
export function serialize(value: unknown): string {
  const entries: string[] = [];
  const indexes = new Map<unknown, number>();

  function indexOf(value: unknown): number {
    const special = specialIndex(value);
    if (special !== undefined) return special;
    const known = indexes.get(value);
    if (known !== undefined) return known;
    const index = entries.push("") - 1;
    indexes.set(value, index);
    entries[index] = JSON.stringify(entryOf(value, indexOf));
    return index;
  }

  const index = indexOf(value);
  return index < 0 ? String(index) : `[${entries.join(",")}]`;
}

function specialIndex(value: unknown): number | undefined {
  if (value === null) return SPECIAL.null;
  if (value === undefined) return SPECIAL.undefined;
  if (typeof value !== "number" || Number.isFinite(value)) return undefined;
  return SPECIAL[String(value) as "NaN" | "Infinity" | "-Infinity"];
}

function entryOf(value: unknown, indexOf: (value: unknown) => number): unknown {
  switch (typeof value) {
    case "bigint":
      return ["BigInt", String(value)];
    case "function":
      throw new Error("Serializing functions is not supported.");
    case "symbol":
      throw new Error("Serializing symbols is not supported.");
    case "object":
      return objectEntry(value as object, indexOf);
    default:
      return value;
  }
}

function objectEntry(
  value: object,
  indexOf: (value: unknown) => number,
): unknown {
  if (value instanceof Signal) {
    const isComputed = Object.getPrototypeOf(value) !== Signal.prototype;
    return [isComputed ? "Computed" : "Signal", indexOf(value.peek())];
  }
  if (isJsx(value)) {
    throw new Error("Islands cannot take JSX as props or children here.");
  }
  if (Array.isArray(value)) return Array.from(value, indexOf);
  if (value instanceof Date) return ["Date", value.getTime()];
  if (value instanceof URL) return ["URL", value.href];
  if (value instanceof Uint8Array) return ["Uint8Array", value.toBase64()];
  if (value instanceof Set) return ["Set", [...value].map(indexOf)];
  if (value instanceof Map) return ["Map", [...value].flat().map(indexOf)];
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, indexOf(item)]),
  );
}

// An object without prototype, such as `ctx.params`, passes for JSX in isValidElement.
function isJsx(value: object): boolean {
  return isValidElement(value) && "type" in value && "ref" in value;
}
