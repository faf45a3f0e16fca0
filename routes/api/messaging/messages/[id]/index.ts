import { requireActor } from "../../../../../lib/auth/require_actor.ts";
import { parse } from "../../../../../lib/http/body.ts";
import { define } from "../../../../../lib/http/define.ts";
import { methods } from "../../../../../lib/http/methods.ts";
import { idOf } from "../../../../../lib/http/path_id.ts";
import { GetQuery } from "../../../../../lib/messages/contract.ts";
import { getMessage } from "../../../../../lib/messages/get.ts";
import { changeOwn } from "../../../../../lib/messages/own/change_own.ts";

export const handler = define.handlers(methods({
  async GET(ctx) {
    const actor = requireActor(ctx.state);
    const id = idOf(ctx.params.id, "Message");
    const { services } = ctx.state;
    const query = parse(GetQuery, Object.fromEntries(ctx.url.searchParams));
    return Response.json(await getMessage(services, actor, id, query));
  },
  async DELETE(ctx) {
    const actor = requireActor(ctx.state);
    const id = idOf(ctx.params.id, "Message");
    await changeOwn(ctx.state.services, actor, "delete", id);
    return new Response(null, { status: 204 });
  },
}));
