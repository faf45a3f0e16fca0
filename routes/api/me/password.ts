import { MAX_LOGIN_BYTES } from "../../../lib/auth/contract.ts";
import { requireActor } from "../../../lib/auth/require_actor.ts";
import { readJson } from "../../../lib/http/body.ts";
import { clientOf } from "../../../lib/http/client.ts";
import { define } from "../../../lib/http/define.ts";
import { methods } from "../../../lib/http/methods.ts";
import { PasswordChange } from "../../../lib/tenancy/contract.ts";
import { changePassword } from "../../../lib/tenancy/passwords.ts";

export const handler = define.handlers(methods({
  async POST(ctx) {
    const { services } = ctx.state;
    const actor = requireActor(ctx.state);
    const client = clientOf(ctx.req, ctx.info, services.settings);
    const change = await readJson(ctx, PasswordChange, MAX_LOGIN_BYTES);
    await changePassword(services, actor, change, client);
    return new Response(null, { status: 204 });
  },
}));
