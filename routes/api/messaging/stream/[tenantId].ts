import { requireActor } from "../../../../lib/auth/require_actor.ts";
import { define } from "../../../../lib/http/define.ts";
import { methods } from "../../../../lib/http/methods.ts";
import { Problem } from "../../../../lib/http/problem.ts";
import { refusalProblem } from "../../../../lib/http/refusal.ts";
import { subscriptionOf } from "../../../../lib/tenancy/subscription.ts";

export const handler = define.handlers(methods({
  async GET(ctx) {
    const { services } = ctx.state;
    const actor = requireActor(ctx.state);
    if (ctx.params.tenantId !== actor.tenantId) {
      throw new Problem(
        403,
        `The stream of tenant "${ctx.params.tenantId}" is not yours`,
      );
    }
    services.rateLimits.connect(actor);
    // The header wins: a client that reconnects by itself repeats the URL it began with.
    const position = ctx.req.headers.get("last-event-id") ??
      ctx.url.searchParams.get("lastEventId");
    const body = await services.spine.open(
      subscriptionOf(actor, position, services.clock),
      ctx.info.completed,
    );
    if (!(body instanceof ReadableStream)) throw refusalProblem(body);
    return new Response(body, {
      headers: {
        "content-type": "text/event-stream",
        "cache-control": "no-cache, no-transform",
        "x-accel-buffering": "no",
      },
    });
  },
}));
