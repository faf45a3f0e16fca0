import type { Context } from "fresh";
import type { Actor } from "../../../../lib/auth/actor.ts";
import { requireActor } from "../../../../lib/auth/require_actor.ts";
import { define, type State } from "../../../../lib/http/define.ts";
import { methods } from "../../../../lib/http/methods.ts";
import { Problem } from "../../../../lib/http/problem.ts";
import { refusalProblem } from "../../../../lib/http/refusal.ts";
import { streamsPerUser } from "../../../../lib/limits/streams_per_user.ts";
import { PROBLEM_TYPES } from "../../../../lib/shared/problem_types.ts";
import { viewOf } from "../../../../lib/realtime/view.ts";
import { subscriptionOf } from "../../../../lib/tenancy/subscription.ts";

const HEADERS = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

export const handler = define.handlers(methods({
  async GET(ctx) {
    const { services } = ctx.state;
    const actor = requireOwnTenant(ctx);
    // The header wins, because a client that reconnects repeats the URL it began with.
    const position = ctx.req.headers.get("last-event-id") ??
      ctx.url.searchParams.get("lastEventId");
    const subscription = {
      ...subscriptionOf(actor, position, services.clock),
      view: viewOf(ctx.url.searchParams.get("types")),
      streamsPerUser: await streamsPerUser(services, actor.tenantId),
    };
    const body = await services.spine.open(subscription, ctx.info.completed);
    if (!(body instanceof ReadableStream)) throw refusalProblem(body);
    return new Response(body, { headers: HEADERS });
  },

  /** Opens no stream. A HEAD would run GET by default, and nobody would read or close its body. */
  HEAD(ctx) {
    requireOwnTenant(ctx);
    return new Response(null, { headers: HEADERS });
  },
}));

function requireOwnTenant(ctx: Context<State>): Actor {
  const actor = requireActor(ctx.state);
  if (ctx.params.tenantId === actor.tenantId) return actor;
  throw new Problem(
    403,
    `The stream of tenant "${ctx.params.tenantId}" is not yours`,
    { type: PROBLEM_TYPES.otherTenant },
  );
}
