import { requireActor } from "../../../lib/auth/require_actor.ts";
import { parse } from "../../../lib/http/body.ts";
import { define } from "../../../lib/http/define.ts";
import { methods } from "../../../lib/http/methods.ts";
import { refusalProblem } from "../../../lib/http/refusal.ts";
import { EventsQuery } from "../../../lib/realtime/contract.ts";
import { subscriptionOf } from "../../../lib/tenancy/subscription.ts";

export const handler = define.handlers(methods({
  async GET(ctx) {
    const { services } = ctx.state;
    const actor = requireActor(ctx.state);
    const query = parse(
      EventsQuery,
      Object.fromEntries(ctx.url.searchParams),
    );
    const polled = await services.spine.poll(
      subscriptionOf(actor, query.after ?? null, services.clock),
      { limit: query.limit, waitMs: query.wait * 1000, signal: ctx.req.signal },
    );
    if ("refused" in polled) throw refusalProblem(polled);
    return Response.json(polled, { headers: { "cache-control": "no-store" } });
  },
}));
