/**
 * Lets one writer of this process in at a time, first come, first served. Two write transactions
 * at once would deadlock: the second waits for SQLite's lock on the very thread that the first
 * needs to finish.
 */
export function writerQueue(): <T>(turn: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (turn) => {
    const mine = last.then(turn);
    last = mine.catch(() => {});
    return mine;
  };
}
