import { requireActor } from "../../../../lib/auth/require_actor.ts";
import { readJson } from "../../../../lib/http/body.ts";
import { define } from "../../../../lib/http/define.ts";
import { methods } from "../../../../lib/http/methods.ts";
import { idOf } from "../../../../lib/http/path_id.ts";
import { changeUser } from "../../../../lib/tenancy/change_user.ts";
import { UserPatch } from "../../../../lib/tenancy/contract.ts";

export const handler = define.handlers(methods({
  async PATCH(ctx) {
    const { services } = ctx.state;
    const actor = requireActor(ctx.state);
    const id = idOf(ctx.params.id, "User");
    const patch = await readJson(ctx, UserPatch);
    return Response.json(await changeUser(services, actor, id, patch));
  },
}));
