/** How many sends may wait for their answers. More connections would choke the server. */
const UNANSWERED = 32;

/** Calls `send` with 0, 1, 2 … at a rate. Late answers delay calls, and none is left out. */
export async function atRate(
  count: number,
  perSecond: number,
  send: (number: number) => Promise<void>,
  unanswered = UNANSWERED,
): Promise<void> {
  const startedAt = performance.now();
  await asFastAsAnswered(count, unanswered, async (number) => {
    const wait = startedAt + number * 1000 / perSecond - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    await send(number);
  });
}

/** Calls `send` with 0, 1, 2 …, a fixed number at a time. */
export async function asFastAsAnswered(
  count: number,
  concurrency: number,
  send: (number: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: concurrency }, async () => {
    while (next < count) await send(next++);
  }));
}

/** Calls `send` with 0, 1, 2 …, a fixed number at a time, for so long. Returns how often. */
export async function forSeconds(
  seconds: number,
  concurrency: number,
  send: (number: number) => Promise<void>,
): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let next = 0;
  await Promise.all(Array.from({ length: concurrency }, async () => {
    while (performance.now() < end) await send(next++);
  }));
  return next;
}
