import { requireActor } from "../../../../../lib/auth/require_actor.ts";
import { readJson } from "../../../../../lib/http/body.ts";
import { define } from "../../../../../lib/http/define.ts";
import { methods } from "../../../../../lib/http/methods.ts";
import { changeTenant } from "../../../../../lib/tenancy/change_tenant.ts";
import { TenantPatch } from "../../../../../lib/tenancy/contract.ts";

export const handler = define.handlers(methods({
  async PATCH(ctx) {
    const { services } = ctx.state;
    const actor = requireActor(ctx.state);
    const patch = await readJson(ctx, TenantPatch);
    const { tenantId } = ctx.params;
    return Response.json(await changeTenant(services, actor, tenantId, patch));
  },
}));
