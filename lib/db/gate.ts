/** Lets turns through, first come, first served. */
export type Gate = <T>(turn: () => Promise<T>) => Promise<T>;

/** At most `width` turns at a time; the others wait in line. */
export function gate(width: number): Gate {
  let free = width;
  const waiting: (() => void)[] = [];
  return async (turn) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await turn();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
