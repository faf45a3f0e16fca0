import assert from "node:assert/strict";
import {
  DEMO_PASSWORD,
  DEMO_PASSWORD_HASH,
} from "../../lib/auth/demo_password.ts";
import { startSession } from "../../lib/auth/session.ts";
import { requireActor } from "../../lib/auth/require_actor.ts";
import { define } from "../../lib/http/define.ts";
import { methods } from "../../lib/http/methods.ts";
import { changeUser } from "../../lib/tenancy/change_user.ts";
import * as loginRoute from "../../routes/api/auth/login.ts";
import * as logoutApi from "../../routes/api/auth/logout.ts";
import * as refreshRoute from "../../routes/api/auth/refresh.ts";
import * as logoutPage from "../../routes/logout.ts";
import { testApp } from "../http/app.ts";
import { type TestServices, testServices } from "../support/services.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

/** A route that says who asks. It stands for every route that is not public. */
const whoAsks = {
  handler: define.handlers(methods({
    GET: (ctx) => Response.json(requireActor(ctx.state).email),
    POST: (ctx) => Response.json(requireActor(ctx.state).email),
  })),
};

const open = (services: TestServices) =>
  testApp(services, {
    "/api/auth/login": loginRoute,
    "/api/auth/logout": logoutApi,
    "/api/auth/refresh": refreshRoute,
    "/logout": logoutPage,
    "/api/secret": whoAsks,
    "/[lang]/secret": whoAsks,
    "/healthz": { handler: () => new Response("ok") },
  });

async function signedIn(services: TestServices, email = "ada@acme.test") {
  const { userId } = await services.user(email);
  const user = await services.db.query.selectFrom("Users").selectAll()
    .where("Id", "=", userId).executeTakeFirstOrThrow();
  const session = await startSession(services, user);
  const { token } = session;
  return {
    ...session,
    bearer: { authorization: `Bearer ${token}` },
    cookie: { cookie: `theme=dark; harbor=${token}`, ...SAME_ORIGIN },
  };
}

const SAME_ORIGIN = { "sec-fetch-site": "same-origin" };

const json = (body: unknown) => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

/** The cookie that an answer sets, as the next request sends it. */
const cookieOf = (response: Response) =>
  response.headers.getSetCookie()[0].split(";")[0];

Deno.test("login answers with the session and a cookie that scripts cannot read", async () => {
  await using services = await testServices();
  const ask = open(services);
  const { userId } = await services.user("ada@acme.test", {
    passwordHash: DEMO_PASSWORD_HASH,
    role: "tenant_admin",
  });
  const input = { email: "ada@acme.test", password: DEMO_PASSWORD };
  const response = await ask("/api/auth/login", json(input));
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("cache-control"), "no-store");
  const { token, expiresAt, user } = await response.json();
  assert.equal(expiresAt, "2026-01-15T09:15:00.000Z");
  assert.deepEqual(user, {
    id: userId,
    email: "ada@acme.test",
    name: "Ada",
    role: "tenant_admin",
    tenantId: "acme",
  });
  assert.equal(
    response.headers.get("set-cookie"),
    `harbor=${token}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax`,
  );
});

Deno.test("signing in as another ends the session whose cookie is replaced, and no program's", async () => {
  await using services = await testServices({
    environment: { HARBOR_DEMO: "true" },
  });
  const ask = open(services);
  const ada = await signedIn(services);
  const chi = await signedIn(services, "chi@acme.test");
  await services.user("ben@acme.test", { passwordHash: DEMO_PASSWORD_HASH });
  const input = { email: "ben@acme.test", password: DEMO_PASSWORD };
  const signIn = (headers: Record<string, string>) => {
    const { headers: type, ...init } = json(input);
    return ask("/api/auth/login", {
      ...init,
      headers: { ...type, ...headers },
    });
  };
  assert.equal((await signIn(ada.cookie)).status, 200);
  assert.equal((await signIn(chi.bearer)).status, 200);
  const secret = async (headers: Record<string, string>) =>
    (await ask("/api/secret", { headers })).status;
  assert.equal(await secret(ada.bearer), 401);
  assert.equal(await secret(chi.bearer), 200);
});

Deno.test("on https the cookie is for https and this host alone", async () => {
  await using services = await testServices({
    environment: { TRUST_PROXY: "true" },
  });
  const ask = open(services);
  const { token } = await signedIn(services);
  const headers = {
    cookie: `__Host-harbor=${token}`,
    "x-forwarded-proto": "https",
    origin: "https://localhost",
  };
  const response = await ask("/api/auth/refresh", { method: "POST", headers });
  assert.match(
    response.headers.get("set-cookie")!,
    /^__Host-harbor=[\w.-]+; Path=\/; .*; Secure$/,
  );
});

Deno.test("a login with what is no JSON, or not an address and a password, is refused in words", async () => {
  await using services = await testServices();
  const ask = open(services);
  const text = await ask("/api/auth/login", { method: "POST", body: "hello" });
  assert.equal(text.status, 415);
  const empty = await ask("/api/auth/login", json({ email: "ada@acme.test" }));
  assert.equal(empty.status, 422);
  assert.equal((await empty.json()).errors[0].path, "password");
  const long = { email: "ada@acme.test", password: "x".repeat(201) };
  assert.equal((await ask("/api/auth/login", json(long))).status, 422);
});

Deno.test("a login that another site's page forges is refused", async () => {
  await using services = await testServices();
  const { method, body, headers } = json({ email: "a@b.c", password: "x" });
  const response = await open(services)("/api/auth/login", {
    method,
    body,
    headers: { ...headers, "sec-fetch-site": "cross-site" },
  });
  assert.equal(response.status, 403);
});

Deno.test("a route that nobody listed as public is closed: programs get 401, people the login page", async () => {
  await using services = await testServices();
  const ask = open(services);
  const api = await ask("/api/secret");
  assert.equal(api.status, 401);
  assert.equal(api.headers.get("content-type"), "application/problem+json");
  assert.equal(api.headers.get("www-authenticate"), 'Bearer realm="harbor"');

  const page = await ask("/en/secret?box=sent");
  assert.equal(page.status, 302);
  assert.equal(
    page.headers.get("location"),
    "/login?next=%2Fen%2Fsecret%3Fbox%3Dsent",
  );

  const program = await ask("/en/secret", {
    headers: { accept: "application/json" },
  });
  assert.equal(program.status, 401);
});

Deno.test("a public route is open, also to a token that is no good", async () => {
  await using services = await testServices();
  const headers = { authorization: "Bearer of-the-metrics-scraper" };
  const response = await open(services)("/healthz", { headers });
  assert.equal(response.status, 200);
});

Deno.test("an unknown address is 404 for everybody, as problem or as page", async () => {
  await using services = await testServices();
  const ask = open(services);
  const api = await ask("/api/nothing-here");
  assert.equal(api.status, 404);
  assert.equal((await api.json()).title, "Not found");
  const page = await ask("/nothing/here/at/all");
  assert.equal(page.status, 404);
  assert.equal(page.headers.get("content-type"), "text/html; charset=utf-8");
});

Deno.test("bearer and cookie let in alike, and the bearer wins", async () => {
  await using services = await testServices();
  const ask = open(services);
  const ada = await signedIn(services);
  const ben = await signedIn(services, "ben@acme.test");
  const who = async (headers: HeadersInit) =>
    await (await ask("/api/secret", { headers })).json();
  assert.equal(await who(ada.bearer), "ada@acme.test");
  assert.equal(await who(ada.cookie), "ada@acme.test");
  assert.equal(await who({ ...ada.cookie, ...ben.bearer }), "ben@acme.test");

  const broken = { ...ada.cookie, authorization: "Bearer broken" };
  const response = await ask("/api/secret", { headers: broken });
  assert.equal(response.status, 401);
});

Deno.test("a token in the query is none", async () => {
  await using services = await testServices();
  const { token } = await signedIn(services);
  for (const name of ["token", "access_token", "harbor"]) {
    const path = `/api/secret?${name}=${token}`;
    assert.equal((await open(services)(path)).status, 401);
  }
});

Deno.test("a bearer needs no Origin; a cookie does, for what changes something", async () => {
  await using services = await testServices();
  const ask = open(services);
  const { bearer, cookie } = await signedIn(services);
  const post = async (headers: HeadersInit) =>
    (await ask("/api/secret", { method: "POST", headers })).status;
  assert.equal(await post(bearer), 200);
  assert.equal(await post({ ...bearer, "sec-fetch-site": "cross-site" }), 200);
  assert.equal(await post(cookie), 200);
  assert.equal(await post({ cookie: cookie.cookie }), 403);
  assert.equal(
    await post({ cookie: cookie.cookie, origin: "http://localhost" }),
    200,
  );
  assert.equal(
    await post({ cookie: cookie.cookie, origin: "http://elsewhere.example" }),
    403,
  );
});

Deno.test("an expired token is refused with a hint, and refreshed into a good one", async () => {
  await using services = await testServices();
  const ask = open(services);
  const { bearer, sessionExpiresAt } = await signedIn(services);
  services.clock.advance(20 * MINUTE_MS);
  const refused = await ask("/api/secret", { headers: bearer });
  assert.equal(refused.status, 401);
  assert.match(
    refused.headers.get("www-authenticate")!,
    /error="invalid_token"/,
  );

  const refreshed = await ask("/api/auth/refresh", {
    method: "POST",
    headers: bearer,
  });
  assert.equal(refreshed.status, 200);
  const session = await refreshed.json();
  assert.ok(session.sessionExpiresAt > sessionExpiresAt);
  const authorization = `Bearer ${session.token}`;
  const response = await ask("/api/secret", { headers: { authorization } });
  assert.equal(response.status, 200);
});

Deno.test("an API call with an expired cookie is refused too, and the cookie refreshed alike", async () => {
  await using services = await testServices();
  const ask = open(services);
  const { cookie } = await signedIn(services);
  services.clock.advance(20 * MINUTE_MS);
  const refused = await ask("/api/secret", { headers: cookie });
  assert.equal(refused.status, 401);
  assert.equal(refused.headers.get("set-cookie"), null);
  const refreshed = await ask("/api/auth/refresh", {
    method: "POST",
    headers: cookie,
  });
  const headers = { cookie: cookieOf(refreshed) };
  assert.equal((await ask("/api/secret", { headers })).status, 200);
});

Deno.test("a page renews an expired cookie by itself", async () => {
  await using services = await testServices();
  const ask = open(services);
  const { cookie } = await signedIn(services);
  services.clock.advance(20 * DAY_MS);
  const page = await ask("/en/secret", { headers: cookie });
  assert.equal(page.status, 200);
  assert.equal(await page.json(), "ada@acme.test");
  assert.equal(page.headers.getSetCookie().length, 1);

  services.clock.advance(20 * DAY_MS); // past the first 30
  const headers = { cookie: cookieOf(page) };
  assert.equal((await ask("/en/secret", { headers })).status, 200);
});

Deno.test("an unsafe request from another site renews nothing", async () => {
  await using services = await testServices();
  const { cookie } = await signedIn(services);
  services.clock.advance(20 * MINUTE_MS);
  const headers = { ...cookie, "sec-fetch-site": "cross-site" };
  const init = { method: "POST", headers };
  const response = await open(services)("/en/secret", init);
  assert.equal(response.status, 403);
  assert.equal(response.headers.get("set-cookie"), null);
});

Deno.test("when the session has ended, neither page nor refresh revives it", async () => {
  await using services = await testServices();
  const ask = open(services);
  const { cookie, bearer } = await signedIn(services);
  services.clock.advance(31 * DAY_MS);
  assert.equal((await ask("/en/secret", { headers: cookie })).status, 302);
  const init = { method: "POST", headers: bearer };
  assert.equal((await ask("/api/auth/refresh", init)).status, 401);
});

Deno.test("logout ends the session at once, expired token or not, and takes the cookie away", async () => {
  for (const minutes of [0, 20]) {
    await using services = await testServices();
    const ask = open(services);
    const { cookie, bearer } = await signedIn(services);
    services.clock.advance(minutes * MINUTE_MS);
    const init = { method: "POST", headers: cookie };
    const response = await ask("/api/auth/logout", init);
    assert.equal(response.status, 204);
    assert.match(response.headers.get("set-cookie")!, /^harbor=; .*Max-Age=0;/);
    assert.equal((await ask("/api/secret", { headers: bearer })).status, 401);
    assert.equal((await ask("/api/auth/logout", init)).status, 204);
  }
});

Deno.test("the logout form ends the session and leads to the login page; another site cannot send it", async () => {
  await using services = await testServices();
  const ask = open(services);
  const { cookie, bearer } = await signedIn(services);
  const forged = { ...cookie, "sec-fetch-site": "cross-site" };
  const refused = await ask("/logout", { method: "POST", headers: forged });
  assert.equal(refused.status, 403);
  assert.equal((await ask("/api/secret", { headers: bearer })).status, 200);

  const done = await ask("/logout", { method: "POST", headers: cookie });
  assert.equal(done.status, 303);
  assert.equal(done.headers.get("location"), "/login");
  assert.equal((await ask("/api/secret", { headers: bearer })).status, 401);
  assert.equal((await ask("/logout", { headers: cookie })).status, 405);
});

Deno.test("a deactivated user is out with the next request", async () => {
  await using services = await testServices();
  const { bearer, user } = await signedIn(services);
  await changeUser(services, null, user.id, { isActive: false });
  const response = await open(services)("/api/secret", { headers: bearer });
  assert.equal(response.status, 401);
});

Deno.test("a request's id is kept when it is fit for a log, and is on every answer", async () => {
  await using services = await testServices();
  const ask = open(services);
  const idOf = async (path: string, id?: string) => {
    const headers: HeadersInit = id ? { "x-request-id": id } : {};
    return (await ask(path, { headers })).headers.get("x-request-id")!;
  };
  assert.equal(await idOf("/healthz", "abc-123"), "abc-123");
  assert.equal(await idOf("/api/secret", "abc-123"), "abc-123"); // a problem
  assert.equal(await idOf("/nothing", "abc-123"), "abc-123"); // a page
  assert.match(await idOf("/healthz"), /^[0-9a-f-]{36}$/);
  assert.match(await idOf("/healthz", 'x" {injected}'), /^[0-9a-f-]{36}$/);
  assert.match(await idOf("/healthz", "x".repeat(1_000)), /^[0-9a-f-]{36}$/);
});
