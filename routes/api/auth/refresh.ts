import { credentialsOf, sessionCookie } from "../../../lib/auth/credentials.ts";
import { notSignedIn } from "../../../lib/auth/require_actor.ts";
import { findActor, renewSession } from "../../../lib/auth/session.ts";
import { define } from "../../../lib/http/define.ts";
import { methods } from "../../../lib/http/methods.ts";

export const handler = define.handlers(methods({
  /** Accepts an expired token too, unlike the guard of other routes. */
  async POST(ctx) {
    const { services } = ctx.state;
    const credentials = credentialsOf(ctx.req, ctx.url);
    const found = credentials && await findActor(services, credentials.token);
    if (!found) throw notSignedIn(credentials !== null);
    const session = await renewSession(services, found.actor);
    const headers = { "set-cookie": sessionCookie(session, ctx.url) };
    return Response.json(session, { headers });
  },
}));
