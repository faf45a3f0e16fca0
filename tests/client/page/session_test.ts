import assert from "node:assert/strict";
import {
  createSession,
  SignedOutError,
} from "../../../lib/client/page/session.ts";
import { fakePlatform } from "../fake_platform.ts";

const REFRESH = "/api/auth/refresh";

/** A server that wants a refresh before it answers anything. */
function expired(refresh: () => Response) {
  const platform = fakePlatform(
    "http://harbor.test/en/harbor/messaging?box=sent",
  );
  let isValid = false;
  platform.answer = ({ url }) => {
    if (url === REFRESH) {
      const response = refresh();
      isValid = response.ok;
      return response;
    }
    return new Response(null, { status: isValid ? 200 : 401 });
  };
  const asked = () => platform.requests.map(({ url }) => url);
  return { platform, session: createSession(platform), asked };
}

Deno.test("a request that meets an expired token renews the session and is sent again", async () => {
  const { session, asked } = expired(() => new Response(null));
  const response = await session.fetch("/api/messages");
  assert.equal(response.status, 200);
  assert.deepEqual(asked(), ["/api/messages", REFRESH, "/api/messages"]);
});

Deno.test("requests that find out together renew the session once", async () => {
  const { session, asked } = expired(() => new Response(null));
  await Promise.all(["/a", "/b", "/c"].map((url) => session.fetch(url)));
  assert.equal(asked().filter((url) => url === REFRESH).length, 1);
});

Deno.test("a session that cannot be renewed ends at the login page, which leads back", async () => {
  const { platform, session, asked } = expired(() =>
    new Response(null, { status: 401 })
  );
  await assert.rejects(session.fetch("/api/messages"), SignedOutError);
  assert.deepEqual(platform.leftFor, [
    "/login?next=%2Fen%2Fharbor%2Fmessaging%3Fbox%3Dsent",
  ]);
  assert.deepEqual(asked(), ["/api/messages", REFRESH]);
});

Deno.test("a renewed session that is refused all the same is no loop", async () => {
  const platform = fakePlatform();
  platform.answer = ({ url }) =>
    new Response(null, { status: url === REFRESH ? 200 : 401 });
  const session = createSession(platform);
  await assert.rejects(session.fetch("/api/messages"), SignedOutError);
  assert.equal(platform.requests.length, 3);
  assert.equal(platform.leftFor.length, 1);
});

Deno.test("a busy server signs nobody out: its answer stands for the request's", async () => {
  const headers = { "retry-after": "3" };
  const { platform, session } = expired(() =>
    new Response(null, { status: 503, headers })
  );
  const response = await session.fetch("/api/messages");
  assert.equal(response.status, 503);
  assert.equal(response.headers.get("retry-after"), "3");
  assert.deepEqual(platform.leftFor, []);
});

Deno.test("a line that is cut signs nobody out", async () => {
  const { platform, session } = expired(() => {
    throw new TypeError("Failed to fetch");
  });
  await assert.rejects(session.fetch("/api/messages"), TypeError);
  await session.renew();
  assert.deepEqual(platform.leftFor, []);
});
