/**
 * `make` with its last results kept, at most `size` of them, for what is slow to make and is the
 * same for the same key. Keys may come from requests, so the oldest result goes when there are more.
 */
export function memo<Value>(
  size: number,
  make: (key: string) => Value,
): (key: string) => Value {
  const kept = new Map<string, Value>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    if (kept.size >= size) kept.delete(kept.keys().next().value!);
    kept.set(key, made);
    return made;
  };
}
