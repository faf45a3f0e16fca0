import { amountsFor } from "../../lib/http/budget/amounts.ts";
import { createBudget } from "../../lib/http/budget/budget.ts";
import type { Incoming } from "../../lib/http/body.ts";

/** A request as routes see it, on an account of its own. */
export function incoming(req: Request): Incoming {
  const account = createBudget(amountsFor(Infinity)).open(req, "127.0.0.1");
  return { req, state: { account } };
}
