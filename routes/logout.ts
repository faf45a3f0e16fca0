import { endedCookie } from "../lib/auth/credentials.ts";
import { logout } from "../lib/auth/logout.ts";
import { define } from "../lib/http/define.ts";
import { methods } from "../lib/http/methods.ts";

export const handler = define.handlers(methods({
  /** The app bar's form, which works without JavaScript. */
  async POST(ctx) {
    await logout(ctx.state.services, ctx.req, ctx.url);
    const headers = { location: "/login", "set-cookie": endedCookie(ctx.url) };
    return new Response(null, { status: 303, headers });
  },
}));
