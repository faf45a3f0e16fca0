import { requireActor } from "../../../lib/auth/require_actor.ts";
import { expectLargeAnswer, jsonAnswer } from "../../../lib/http/answer.ts";
import { parse } from "../../../lib/http/body.ts";
import { define } from "../../../lib/http/define.ts";
import { methods } from "../../../lib/http/methods.ts";
import { refusalProblem } from "../../../lib/http/refusal.ts";
import { streamsPerUser } from "../../../lib/limits/streams_per_user.ts";
import { EventsQuery } from "../../../lib/realtime/contract.ts";
import { viewOf } from "../../../lib/realtime/view.ts";
import { subscriptionOf } from "../../../lib/tenancy/subscription.ts";

export const handler = define.handlers(methods({
  async GET(ctx) {
    expectLargeAnswer(ctx.state.account);
    const { services } = ctx.state;
    const actor = requireActor(ctx.state);
    const query = parse(
      EventsQuery,
      Object.fromEntries(ctx.url.searchParams),
    );
    const subscription = {
      ...subscriptionOf(actor, query.after ?? null, services.clock),
      view: viewOf(query.types),
      streamsPerUser: await streamsPerUser(services, actor.tenantId),
    };
    const polled = await services.spine.poll(subscription, {
      limit: query.limit,
      waitMs: query.wait * 1000,
      signal: ctx.req.signal,
    });
    if ("refused" in polled) throw refusalProblem(polled);
    return jsonAnswer(ctx.state.account, polled);
  },
}));
