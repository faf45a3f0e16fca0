/**
 * Runs `attempt` again while it fails with an error that `passing` calls a passing one, after
 * `between` and a jittered pause that grows from 1 to 50 ms, for at most `deadlineMs`; then the
 * error is thrown.
 */
export async function retryWhile<T>(
  passing: (error: unknown) => boolean,
  deadlineMs: number,
  attempt: () => Promise<T>,
  between = () => {},
): Promise<T> {
  const deadline = performance.now() + deadlineMs;
  for (let ceiling = 2;; ceiling = Math.min(ceiling * 2, 50)) {
    try {
      return await attempt();
    } catch (error) {
      if (!passing(error) || performance.now() > deadline) throw error;
    }
    between();
    const pause = 1 + Math.random() * ceiling;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
