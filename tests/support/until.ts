/** Polls until a condition holds, and returns how long that took, in milliseconds. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  withinMs = 20_000,
): Promise<number> {
  const startedAt = performance.now();
  while (!await isSo()) {
    if (performance.now() - startedAt > withinMs) {
      throw new Error(`Within ${withinMs} ms it was not so that ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return performance.now() - startedAt;
}
