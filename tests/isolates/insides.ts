/**
 * Runs before the product in its process, and counts the timers that are set and neither cleared
 * nor, where they go off once, gone off. At SIGUSR2 it writes what the process holds to the file
 * that `INSIDES_FILE` names, as `Insides`, once all that can be collected is.
 */
export interface Insides {
  timers: number;
  /** In bytes. */
  heap: number;
  resident: number;
}

type Act = (...args: unknown[]) => void;

const file = Deno.env.get("INSIDES_FILE")!;
const live = new Set<unknown>();
const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis;

Object.assign(globalThis, {
  setTimeout(act: Act, ms?: number, ...args: unknown[]) {
    const timer = setTimeout(() => {
      live.delete(timer);
      act(...args);
    }, ms);
    live.add(timer);
    return timer;
  },
  setInterval(act: Act, ms?: number, ...args: unknown[]) {
    const timer = setInterval(act, ms, ...args);
    live.add(timer);
    return timer;
  },
  clearTimeout(timer?: number) {
    live.delete(timer);
    clearTimeout(timer);
  },
  clearInterval(timer?: number) {
    live.delete(timer);
    clearInterval(timer);
  },
});

Deno.addSignalListener("SIGUSR2", async () => {
  const { gc } = globalThis as unknown as { gc: () => void };
  gc();
  // What the first finds dead may hold others until it has been told so.
  await new Promise((resolve) => setTimeout(resolve, 100));
  gc();
  const { heapUsed: heap, rss: resident } = Deno.memoryUsage();
  const insides: Insides = { timers: live.size, heap, resident };
  Deno.writeTextFileSync(file, JSON.stringify(insides));
});
