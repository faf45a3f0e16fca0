import { LoginInput, MAX_LOGIN_BYTES } from "../../../lib/auth/contract.ts";
import { byCookie, sessionCookie } from "../../../lib/auth/credentials.ts";
import { login } from "../../../lib/auth/login.ts";
import { readJson } from "../../../lib/http/body.ts";
import { clientOf } from "../../../lib/http/client.ts";
import { define } from "../../../lib/http/define.ts";
import { methods } from "../../../lib/http/methods.ts";

export const handler = define.handlers(methods({
  async POST(ctx) {
    const { services } = ctx.state;
    const client = clientOf(ctx.req, ctx.info, services.settings);
    const input = await readJson(ctx, LoginInput, MAX_LOGIN_BYTES);
    const former = byCookie(ctx.req, ctx.url, ctx.state.actor);
    const session = await login(services, input, client, former);
    const headers = { "set-cookie": sessionCookie(session, ctx.url) };
    return Response.json(session, { headers });
  },
}));
