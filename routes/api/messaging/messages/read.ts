import { requireActor } from "../../../../lib/auth/require_actor.ts";
import { readJson } from "../../../../lib/http/body.ts";
import { define } from "../../../../lib/http/define.ts";
import { methods } from "../../../../lib/http/methods.ts";
import { ReadInput } from "../../../../lib/messages/contract.ts";
import { markManyRead } from "../../../../lib/messages/mark_read.ts";

export const handler = define.handlers(methods({
  async POST(ctx) {
    const actor = requireActor(ctx.state);
    const input = await readJson(ctx, ReadInput);
    return Response.json(await markManyRead(ctx.state.services, actor, input));
  },
}));
