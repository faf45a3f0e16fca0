/** Runs `body` with its log silenced, and returns how often it logged an error. */
export async function silenced(body: () => Promise<void>): Promise<number> {
  const { error } = console;
  let count = 0;
  console.error = () => void count++;
  try {
    await body();
  } finally {
    console.error = error;
  }
  return count;
}
