/**
 * `make` with its results kept, for what is slow to make and is the same for the same key. Keys may
 * come from requests: when `size` results are kept, all are forgotten before the next is made.
 */
export function memo<Value>(
  size: number,
  make: (key: string) => Value,
): (key: string) => Value {
  const kept = new Map<string, Value>();
  return (key) => {
    let value = kept.get(key);
    if (value === undefined) {
      if (kept.size === size) kept.clear();
      kept.set(key, value = make(key));
    }
    return value;
  };
}
