import { requireActor } from "../../../../../lib/auth/require_actor.ts";
import { define } from "../../../../../lib/http/define.ts";
import { methods } from "../../../../../lib/http/methods.ts";
import { markRead } from "../../../../../lib/messages/mark_read.ts";
import { messageIdOf } from "../../../../../lib/messages/message_id.ts";

export const handler = define.handlers(methods({
  async POST(ctx) {
    const actor = requireActor(ctx.state);
    const id = messageIdOf(ctx.params.id);
    return Response.json(await markRead(ctx.state.services, actor, id));
  },
}));
