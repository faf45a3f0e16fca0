import { requireActor } from "../../../../lib/auth/require_actor.ts";
import { expectLargeAnswer, jsonAnswer } from "../../../../lib/http/answer.ts";
import { parse } from "../../../../lib/http/body.ts";
import { define } from "../../../../lib/http/define.ts";
import { methods } from "../../../../lib/http/methods.ts";
import { ListQuery } from "../../../../lib/messages/contract.ts";
import { listMessages } from "../../../../lib/messages/list.ts";

export const handler = define.handlers(methods({
  async GET(ctx) {
    expectLargeAnswer(ctx.state.account);
    const query = parse(ListQuery, Object.fromEntries(ctx.url.searchParams));
    const actor = requireActor(ctx.state);
    const { services } = ctx.state;
    return jsonAnswer(
      ctx.state.account,
      await listMessages(services, actor, query, ctx.req.signal),
    );
  },
}));
