import type { Refusal } from "../realtime/subscription.ts";
import { Problem } from "./problem.ts";

/** The problem for a reader that the spine refused. */
export function refusalProblem({ refused, retryAfter }: Refusal): Problem {
  const headers = { "retry-after": String(retryAfter) };
  switch (refused) {
    case "session":
      return new Problem(401, "The session has ended; sign in again");
    case "full":
      return new Problem(503, "This server holds as many streams as it may", {
        headers,
      });
    case "crowded":
      return new Problem(429, "As many of your polls wait as may", { headers });
    case "lingering":
      return new Problem(
        429,
        "Too many of your streams were given up and not closed; close them",
        { headers },
      );
    case "draining":
      return new Problem(503, "This server is shutting down; connect again", {
        headers,
      });
  }
}
