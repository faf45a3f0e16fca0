import { requireActor } from "../../../../../lib/auth/require_actor.ts";
import { define } from "../../../../../lib/http/define.ts";
import { methods } from "../../../../../lib/http/methods.ts";
import { tenantUsage } from "../../../../../lib/media/usage.ts";

export const handler = define.handlers(methods({
  async GET(ctx) {
    const actor = requireActor(ctx.state);
    const { tenantId } = ctx.params;
    return Response.json(
      await tenantUsage(ctx.state.services, actor, tenantId),
    );
  },
}));
