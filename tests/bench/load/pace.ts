/** Calls `send` with 0, 1, 2 … so many times a second, whether or not the last has been answered. */
export async function atRate(
  count: number,
  perSecond: number,
  send: (number: number) => Promise<void>,
): Promise<void> {
  const startedAt = performance.now();
  const sent: Promise<void>[] = [];
  for (let number = 0; number < count; number++) {
    const wait = startedAt + number * 1000 / perSecond - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    sent.push(send(number));
  }
  await Promise.all(sent);
}

/** Calls `send` with 0, 1, 2 …, so many at a time. */
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
