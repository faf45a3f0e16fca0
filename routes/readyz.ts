import { define } from "../lib/http/define.ts";
import { methods } from "../lib/http/methods.ts";
import { Problem } from "../lib/http/problem.ts";
import { shortcoming, unreadiness } from "../lib/watch/readiness.ts";

/** Whether a balancer should send this isolate traffic. */
export const handler = define.handlers(methods({
  async GET(ctx) {
    const reason = await unreadiness(ctx.state.services);
    if (reason !== null) {
      throw new Problem(503, `Not ready: ${reason}`, {
        headers: { "retry-after": "1" },
      });
    }
    const lacks = await shortcoming(ctx.state.services);
    return new Response(lacks === null ? "ready\n" : `ready, but ${lacks}\n`, {
      headers: { "cache-control": "no-store" },
    });
  },
}));
