import assert from "node:assert/strict";
import { signToken } from "../../lib/auth/token.ts";
import { type Log, silentLog } from "../../lib/log.ts";
import * as library from "../../routes/api/media/index.ts";
import * as summaries from "../../routes/api/messages.ts";
import * as messages from "../../routes/api/messaging/messages/index.ts";
import * as people from "../../routes/api/people.ts";
import { testApp } from "../http/app.ts";
import { testServices } from "../support/services.ts";
import { pages } from "./pages.ts";

Deno.test("nothing is searched for a client that has left, and nobody has to look into it", async () => {
  await using given = await testServices();
  const logged: unknown[] = [];
  const log: Log = { ...silentLog, error: (...line) => logged.push(line) };
  const services = { ...given, log };
  const api = testApp(services, {
    "/api/media/index": library,
    "/api/messages": summaries,
    "/api/messaging/messages/index": messages,
    "/api/people": people,
  });
  const ada = await given.user("ada@acme.test");
  const { token } = await signToken(given.sessionKeys, ada, given.clock.now());
  const headers = { authorization: `Bearer ${token}` };
  const signal = AbortSignal.abort();

  for (
    const path of [
      "/api/media?q=a",
      "/api/messages?q=a",
      "/api/messaging/messages?q=a",
      "/api/people?q=a",
      "/en/harbor/messaging?q=a",
      "/en/harbor/library?q=a",
    ]
  ) {
    const ask = path.startsWith("/api/") ? api : pages(services);
    assert.equal((await ask(path, { headers })).status, 200, path);
    assert.equal((await ask(path, { headers, signal })).status, 499, path);
  }
  assert.deepEqual(logged, []);
});
