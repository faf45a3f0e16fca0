import { requireActor } from "../../../../lib/auth/require_actor.ts";
import { define } from "../../../../lib/http/define.ts";
import { methods } from "../../../../lib/http/methods.ts";
import { idOf } from "../../../../lib/http/path_id.ts";
import { fileThumbnail } from "../../../../lib/media/content.ts";

export const handler = define.handlers(methods({
  async GET(ctx) {
    const actor = requireActor(ctx.state);
    const id = idOf(ctx.params.id, "Media file");
    return await fileThumbnail(ctx.state.services, actor, id, ctx.req);
  },
}));
