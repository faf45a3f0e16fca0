import { requireActor } from "../../../../../lib/auth/require_actor.ts";
import { define } from "../../../../../lib/http/define.ts";
import { methods } from "../../../../../lib/http/methods.ts";
import { idOf } from "../../../../../lib/http/path_id.ts";
import { tellTyping } from "../../../../../lib/messages/tell_typing.ts";

export const handler = define.handlers(methods({
  async POST(ctx) {
    const { services } = ctx.state;
    const actor = requireActor(ctx.state);
    await tellTyping(services, actor, idOf(ctx.params.threadId, "Thread"));
    return new Response(null, { status: 204 });
  },
}));
