import { requireActor } from "../../../lib/auth/require_actor.ts";
import { expectLargeAnswer, jsonAnswer } from "../../../lib/http/answer.ts";
import { parse } from "../../../lib/http/body.ts";
import { define } from "../../../lib/http/define.ts";
import { methods } from "../../../lib/http/methods.ts";
import { MediaQuery } from "../../../lib/media/contract.ts";
import { listFiles } from "../../../lib/media/list.ts";

export const handler = define.handlers(methods({
  async GET(ctx) {
    expectLargeAnswer(ctx.state.account);
    const query = parse(MediaQuery, Object.fromEntries(ctx.url.searchParams));
    const actor = requireActor(ctx.state);
    const { services } = ctx.state;
    return jsonAnswer(
      ctx.state.account,
      await listFiles(services, actor, query, ctx.req.signal),
    );
  },
}));
