import { requireActor } from "../../../../lib/auth/require_actor.ts";
import { readJson } from "../../../../lib/http/body.ts";
import { define } from "../../../../lib/http/define.ts";
import { methods } from "../../../../lib/http/methods.ts";
import { IdsInput } from "../../../../lib/messages/contract.ts";
import { changeMany } from "../../../../lib/messages/own/change_own.ts";

export const handler = define.handlers(methods({
  async POST(ctx) {
    const { services } = ctx.state;
    const actor = requireActor(ctx.state);
    const { ids } = await readJson(ctx, IdsInput);
    return Response.json(
      await changeMany(services, actor, { ids, action: "unread" }),
    );
  },
}));
