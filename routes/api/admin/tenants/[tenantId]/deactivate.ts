import { requireActor } from "../../../../../lib/auth/require_actor.ts";
import { define } from "../../../../../lib/http/define.ts";
import { methods } from "../../../../../lib/http/methods.ts";
import { changeTenant } from "../../../../../lib/tenancy/change_tenant.ts";

export const handler = define.handlers(methods({
  async POST(ctx) {
    const { services } = ctx.state;
    const actor = requireActor(ctx.state);
    const { tenantId } = ctx.params;
    const patch = { isActive: false };
    return Response.json(await changeTenant(services, actor, tenantId, patch));
  },
}));
