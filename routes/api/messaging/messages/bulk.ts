import { requireActor } from "../../../../lib/auth/require_actor.ts";
import { readJson } from "../../../../lib/http/body.ts";
import { define } from "../../../../lib/http/define.ts";
import { methods } from "../../../../lib/http/methods.ts";
import { BulkInput } from "../../../../lib/messages/contract.ts";
import { changeMany } from "../../../../lib/messages/own/change_own.ts";

export const handler = define.handlers(methods({
  async POST(ctx) {
    const { services } = ctx.state;
    const actor = requireActor(ctx.state);
    const input = await readJson(ctx, BulkInput);
    return Response.json(await changeMany(services, actor, input));
  },
}));
