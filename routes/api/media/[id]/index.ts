import { requireActor } from "../../../../lib/auth/require_actor.ts";
import { readJson } from "../../../../lib/http/body.ts";
import { define } from "../../../../lib/http/define.ts";
import { methods } from "../../../../lib/http/methods.ts";
import { idOf } from "../../../../lib/http/path_id.ts";
import { changeFile } from "../../../../lib/media/change.ts";
import { MediaPatch } from "../../../../lib/media/contract.ts";
import { getFile } from "../../../../lib/media/get.ts";
import { removeFile } from "../../../../lib/media/remove.ts";

export const handler = define.handlers(methods({
  async GET(ctx) {
    const actor = requireActor(ctx.state);
    const id = idOf(ctx.params.id, "Media file");
    return Response.json(await getFile(ctx.state.services, actor, id));
  },
  async PATCH(ctx) {
    const { services } = ctx.state;
    const actor = requireActor(ctx.state);
    const id = idOf(ctx.params.id, "Media file");
    const patch = await readJson(ctx, MediaPatch);
    return Response.json(await changeFile(services, actor, id, patch));
  },
  async DELETE(ctx) {
    const actor = requireActor(ctx.state);
    const id = idOf(ctx.params.id, "Media file");
    await removeFile(ctx.state.services, actor, id);
    return new Response(null, { status: 204 });
  },
}));
