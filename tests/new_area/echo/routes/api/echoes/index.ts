import { requireActor } from "../../../lib/auth/require_actor.ts";
import { ShoutInput } from "../../../lib/echo/contract.ts";
import { listEchoes } from "../../../lib/echo/list.ts";
import { shout } from "../../../lib/echo/shout.ts";
import { readJson } from "../../../lib/http/body.ts";
import { define } from "../../../lib/http/define.ts";
import { methods } from "../../../lib/http/methods.ts";

export const handler = define.handlers(methods({
  async GET({ state }) {
    return Response.json(
      await listEchoes(state.services, requireActor(state)),
    );
  },
  async POST(ctx) {
    const { services } = ctx.state;
    const actor = requireActor(ctx.state);
    const input = await readJson(ctx, ShoutInput);
    return Response.json(await shout(services, actor, input), {
      status: 201,
    });
  },
}));
