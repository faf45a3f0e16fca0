import { requireActor } from "../../../../lib/auth/require_actor.ts";
import { readJson } from "../../../../lib/http/body.ts";
import { define } from "../../../../lib/http/define.ts";
import { methods } from "../../../../lib/http/methods.ts";
import { attachToMessage } from "../../../../lib/messages/attach.ts";
import { AttachInput } from "../../../../lib/messages/contract.ts";

export const handler = define.handlers(methods({
  async POST(ctx) {
    const { services } = ctx.state;
    const actor = requireActor(ctx.state);
    const input = await readJson(ctx, AttachInput);
    return Response.json(await attachToMessage(services, actor, input));
  },
}));
