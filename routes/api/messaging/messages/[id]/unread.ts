import { requireActor } from "../../../../../lib/auth/require_actor.ts";
import { define } from "../../../../../lib/http/define.ts";
import { methods } from "../../../../../lib/http/methods.ts";
import { idOf } from "../../../../../lib/http/path_id.ts";
import { changeOwn } from "../../../../../lib/messages/own/change_own.ts";

export const handler = define.handlers(methods({
  async POST(ctx) {
    const { services } = ctx.state;
    const actor = requireActor(ctx.state);
    const id = idOf(ctx.params.id, "Message");
    return Response.json(await changeOwn(services, actor, "unread", id));
  },
}));
