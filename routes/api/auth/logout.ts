import { endedCookie } from "../../../lib/auth/credentials.ts";
import { logout } from "../../../lib/auth/logout.ts";
import { define } from "../../../lib/http/define.ts";
import { methods } from "../../../lib/http/methods.ts";

export const handler = define.handlers(methods({
  async POST(ctx) {
    await logout(ctx.state.services, ctx.req, ctx.url);
    const headers = { "set-cookie": endedCookie(ctx.url) };
    return new Response(null, { status: 204, headers });
  },
}));
