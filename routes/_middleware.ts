import type { Context } from "fresh";
import { AREAS } from "../lib/areas.ts";
import { accessTo, isSignIn } from "../lib/auth/access.ts";
import { credentialsOf, sessionCookie } from "../lib/auth/credentials.ts";
import { loginPath } from "../lib/auth/next_path.ts";
import { notSignedIn } from "../lib/auth/require_actor.ts";
import {
  rateOf,
  routeRatesOf,
  VISITING,
  WRITING,
  writtenBytes,
} from "../lib/auth/route_rates.ts";
import { requireSameOrigin } from "../lib/auth/same_origin.ts";
import {
  findActor,
  renewSession,
  requireUnchanged,
} from "../lib/auth/session.ts";
import { clientOf } from "../lib/http/client.ts";
import { define, type State } from "../lib/http/define.ts";
import { withHeaders } from "../lib/http/headers.ts";
import { prefersProblem } from "../lib/http/prefers_problem.ts";
import { REQUEST_ID, requestIdOf } from "../lib/http/request_id.ts";
import { isWatching } from "../lib/http/watching.ts";

const ROUTE_RATES = routeRatesOf(AREAS);

const SIGNED_BY_KEY = AREAS.flatMap(({ signedByKey }) => signedByKey ?? []);

export default define.middleware([
  nameRequest,
  refuseOtherSites,
  findWhoAsks,
  countWhoAsks,
  refuseStrangers,
]);

/** Error answers get the id from the error route, because nothing here runs after a throw. */
async function nameRequest(ctx: Context<State>): Promise<Response> {
  ctx.state.requestId = requestIdOf(ctx.req);
  const response = await ctx.next();
  return withHeaders(
    response,
    (headers) => headers.set(REQUEST_ID, ctx.state.requestId),
  );
}

function refuseOtherSites(ctx: Context<State>): Promise<Response> {
  if (isSignedByKey(ctx)) return ctx.next();
  const by = credentialsOf(ctx.req, ctx.url)?.by;
  if (by !== "bearer") {
    const isByCookie = by === "cookie" && !isSignIn(ctx.route);
    requireSameOrigin(ctx.req, ctx.url, isByCookie);
  }
  return ctx.next();
}

async function findWhoAsks(ctx: Context<State>): Promise<Response> {
  if (isSignedByKey(ctx)) {
    ctx.state.actor = null;
    return await ctx.next();
  }
  const { services } = ctx.state;
  const credentials = credentialsOf(ctx.req, ctx.url);
  const found = credentials && await findActor(services, credentials.token);
  if (!found?.expired) {
    ctx.state.actor = found?.actor ?? null;
    return await ctx.next();
  }

  // A program gets the error and refreshes by itself. For a page, the session is renewed here.
  ctx.state.actor = null;
  if (
    credentials?.by !== "cookie" || prefersProblem(ctx.req, ctx.url.pathname)
  ) {
    return await ctx.next();
  }
  const session = await renewSession(services, found.actor);
  const { sessionExpiresAt } = session;
  ctx.state.actor = { ...found.actor, sessionExpiresAt };
  const response = await ctx.next();
  return withHeaders(response, (headers) => {
    headers.append("set-cookie", sessionCookie(session, ctx.url));
  });
}

/** Programs that sign what they send come as often as they have something to tell. */
function countWhoAsks(ctx: Context<State>): Promise<Response> {
  const { account, actor, services } = ctx.state;
  const { rateLimits, settings } = services;
  if (actor !== null) {
    account.belongsTo(actor);
    ctx.state.requireUnchanged = () => requireUnchanged(services, actor);
    rateLimits.take(rateOf(ROUTE_RATES, ctx.req.method, ctx.route), actor);
    rateLimits.take(WRITING, actor, writtenBytes(ctx.req));
  } else if (!isSignedByKey(ctx) && !isWatching(ctx.url.pathname)) {
    const { address } = clientOf(ctx.req, ctx.info, settings);
    rateLimits.takeFrom(VISITING, address);
  }
  return ctx.next();
}

function refuseStrangers(ctx: Context<State>): Promise<Response> | Response {
  const isOpen = accessTo(ctx.route, SIGNED_BY_KEY) !== "signed in";
  if (ctx.state.actor !== null || isOpen) return ctx.next();
  if (prefersProblem(ctx.req, ctx.url.pathname)) {
    throw notSignedIn(credentialsOf(ctx.req, ctx.url) !== null);
  }
  return ctx.redirect(loginPath(ctx.url), ctx.req.method === "GET" ? 302 : 303);
}

/** Such a route looks at no session: it verifies who asks by the body's signature. */
function isSignedByKey(ctx: Context<State>): boolean {
  return accessTo(ctx.route, SIGNED_BY_KEY) === "signed by a key";
}
