/**
 * Goes before the product in a process whose event loop is watched. At each SIGUSR2 it prints a
 * `Lag`, of the time since the one before, as `lag {…}`; at the first, of none.
 */
import { measureLag } from "../../support/lag.ts";

// The product begins when nothing is left to do for this module: no timer before the first signal.
let lag = { stop: () => ({ p99: 0, max: 0 }) };
Deno.addSignalListener("SIGUSR2", () => {
  console.log(`lag ${JSON.stringify(lag.stop())}`);
  lag = measureLag();
});
