import { Problem } from "./problem.ts";

/** The line of those who wait is full: later it may not be. */
export class LineFullError extends Problem {
  override name = "LineFullError";

  constructor() {
    super(503, "Too many wait already; try again", {
      headers: { "retry-after": "5" },
    });
  }
}

/**
 * Lets `limit` pieces of work run at once; `line` others wait, first come, first served.
 *
 * @throws {LineFullError}
 */
export function atMost(
  limit: number,
  line: number,
): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];

  return async (work) => {
    if (running === limit) {
      if (waiting.length >= line) throw new LineFullError();
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running++;
    }
    try {
      return await work();
    } finally {
      // The place goes straight to the next in line, so that nobody can slip in between.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

/** The same for each key by itself, so that one key's work never takes the place of another's. */
export function atMostEach(
  limit: number,
  line: number,
): <T>(key: string | number, work: () => Promise<T>) => Promise<T> {
  const queues = new Map<
    string | number,
    { inTurn: ReturnType<typeof atMost>; count: number }
  >();

  return async (key, work) => {
    const queue = queues.get(key) ?? { inTurn: atMost(limit, line), count: 0 };
    queues.set(key, queue);
    queue.count++;
    try {
      return await queue.inTurn(work);
    } finally {
      if (--queue.count === 0) queues.delete(key);
    }
  };
}
