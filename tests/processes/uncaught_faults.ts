import { isFirstThread } from "../../lib/lifecycle.ts";

/**
 * Runs before the product, or before one of its threads, and fails where nobody catches it: at
 * SIGUSR2, and at SIGHUP on the first thread alone.
 */
Deno.addSignalListener("SIGUSR2", () => {
  Promise.reject(new Error("nobody waited for this"));
});
Deno.addSignalListener("SIGHUP", () => {
  if (!isFirstThread()) return;
  setTimeout(() => {
    throw new Error("nobody catches this");
  });
});
