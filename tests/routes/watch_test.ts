import assert from "node:assert/strict";
import * as healthz from "../../routes/healthz.ts";
import * as metrics from "../../routes/metrics.ts";
import * as readyz from "../../routes/readyz.ts";
import { testApp } from "../http/app.ts";
import { testServices } from "../support/services.ts";

const ROUTES = { "/healthz": healthz, "/metrics": metrics, "/readyz": readyz };

Deno.test("an isolate is ready until it drains; it is healthy all the while", async () => {
  await using services = await testServices();
  const ask = testApp(services, ROUTES);
  assert.equal((await ask("/readyz")).status, 200);
  await services.spine.drain(0);
  const draining = await ask("/readyz");
  assert.equal(draining.status, 503);
  assert.match((await draining.json()).detail, /draining/);
  assert.equal((await ask("/healthz")).status, 200);
});

Deno.test("an isolate that is cut off from its database is not ready, but healthy", async () => {
  await using services = await testServices({
    environment: { LIBSQL_URL: "http://127.0.0.1:9" },
    migrate: false,
  });
  const ask = testApp(services, ROUTES);
  const away = await ask("/readyz");
  assert.equal(away.status, 503);
  assert.equal(away.headers.get("retry-after"), "1");
  assert.equal((await ask("/healthz")).status, 200);
});

Deno.test("metrics are open to the machine itself; others show the token", async () => {
  await using services = await testServices({
    environment: { METRICS_TOKEN: "sixteen characters" },
  });
  const ask = testApp(services, ROUTES);
  const status = async (from: string, authorization = "") =>
    (await ask("/metrics", { from, headers: { authorization } })).status;
  assert.equal(await status("127.0.0.1"), 200);
  assert.equal(await status("10.0.0.1"), 401);
  assert.equal(await status("10.0.0.1", "Bearer sixteen charactersX"), 401);
  assert.equal(await status("10.0.0.1", "Bearer sixteen characters"), 200);
});

Deno.test("without a token to show, metrics stay on the machine", async () => {
  await using services = await testServices();
  const ask = testApp(services, ROUTES);
  for (const authorization of ["", "Bearer ", "Bearer undefined"]) {
    const headers = { authorization };
    const answer = await ask("/metrics", { from: "10.0.0.1", headers });
    assert.equal(answer.status, 401);
  }
});
