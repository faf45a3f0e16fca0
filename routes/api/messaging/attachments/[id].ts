import { requireActor } from "../../../../lib/auth/require_actor.ts";
import { define } from "../../../../lib/http/define.ts";
import { methods } from "../../../../lib/http/methods.ts";
import { idOf } from "../../../../lib/http/path_id.ts";
import { listAttachments } from "../../../../lib/messages/attach.ts";
import { detachFromMessage } from "../../../../lib/messages/detach.ts";

/** The id is a message's for GET, and an attachment's for DELETE. */
export const handler = define.handlers(methods({
  async GET(ctx) {
    const { services } = ctx.state;
    const actor = requireActor(ctx.state);
    const id = idOf(ctx.params.id, "Message");
    return Response.json(await listAttachments(services, actor, id));
  },
  async DELETE(ctx) {
    const actor = requireActor(ctx.state);
    const id = idOf(ctx.params.id, "Attachment");
    await detachFromMessage(ctx.state.services, actor, id);
    return new Response(null, { status: 204 });
  },
}));
