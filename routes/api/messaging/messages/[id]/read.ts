import { requireActor } from "../../../../../lib/auth/require_actor.ts";
import { define } from "../../../../../lib/http/define.ts";
import { methods } from "../../../../../lib/http/methods.ts";
import { idOf } from "../../../../../lib/http/path_id.ts";
import { markRead } from "../../../../../lib/messages/mark_read.ts";

export const handler = define.handlers(methods({
  async POST(ctx) {
    const actor = requireActor(ctx.state);
    const id = idOf(ctx.params.id, "Message");
    return Response.json(await markRead(ctx.state.services, actor, id));
  },
}));
