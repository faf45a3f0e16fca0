import { AREAS } from "../../../lib/areas.ts";
import { requireActor } from "../../../lib/auth/require_actor.ts";
import { readJson } from "../../../lib/http/body.ts";
import { define } from "../../../lib/http/define.ts";
import { methods } from "../../../lib/http/methods.ts";
import { limitsInput } from "../../../lib/limits/contract.ts";
import { getLimits, setLimits } from "../../../lib/limits/set_limits.ts";

export const handler = define.handlers(methods({
  async GET(ctx) {
    const actor = requireActor(ctx.state);
    return Response.json(await getLimits(ctx.state.services, actor, null));
  },
  async PUT(ctx) {
    const { services } = ctx.state;
    const actor = requireActor(ctx.state);
    const input = await readJson(ctx, limitsInput(AREAS));
    const limits = await setLimits(services, AREAS, actor, null, input);
    return Response.json(limits);
  },
}));
