import { requireActor } from "../../../lib/auth/require_actor.ts";
import { define } from "../../../lib/http/define.ts";
import { methods } from "../../../lib/http/methods.ts";
import { ownUsage } from "../../../lib/media/usage.ts";

export const handler = define.handlers(methods({
  async GET(ctx) {
    const actor = requireActor(ctx.state);
    return Response.json(await ownUsage(ctx.state.services, actor));
  },
}));
