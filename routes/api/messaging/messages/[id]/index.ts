import { requireActor } from "../../../../../lib/auth/require_actor.ts";
import { define } from "../../../../../lib/http/define.ts";
import { methods } from "../../../../../lib/http/methods.ts";
import { getMessage } from "../../../../../lib/messages/get.ts";
import { messageIdOf } from "../../../../../lib/messages/message_id.ts";

export const handler = define.handlers(methods({
  async GET(ctx) {
    const actor = requireActor(ctx.state);
    const id = messageIdOf(ctx.params.id);
    return Response.json(await getMessage(ctx.state.services, actor, id));
  },
}));
