import assert from "node:assert/strict";
import { methods } from "../../lib/http/methods.ts";
import { testServices } from "../support/services.ts";
import { testApp } from "./app.ts";

const route = {
  handler: methods({
    GET: () => new Response("got"),
    POST: () => new Response("posted"),
  }),
};

Deno.test("a route answers its own methods, HEAD as GET without the body", async () => {
  await using services = await testServices();
  const ask = testApp(services, { "/healthz": route });
  assert.equal(await (await ask("/healthz")).text(), "got");
  const posted = await ask("/healthz", { method: "POST" });
  assert.equal(await posted.text(), "posted");
  const head = await ask("/healthz", { method: "HEAD" });
  assert.equal(head.status, 200);
  assert.equal(await head.text(), "");
});

Deno.test("any other method gets 405 and is told which there are; OPTIONS gets just that", async () => {
  await using services = await testServices();
  const ask = testApp(services, { "/healthz": route });
  const allow = "GET, HEAD, POST, OPTIONS";
  for (const method of ["PUT", "PATCH", "DELETE"]) {
    const response = await ask("/healthz", { method });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get("allow"), allow);
    assert.match((await response.json()).detail, /not (PUT|PATCH|DELETE)/);
  }
  const options = await ask("/healthz", { method: "OPTIONS" });
  assert.equal(options.status, 204);
  assert.equal(options.headers.get("allow"), allow);
});

Deno.test("a route without GET has no HEAD", async () => {
  await using services = await testServices();
  const handler = methods({ POST: () => new Response("posted") });
  const ask = testApp(services, { "/healthz": { handler } });
  for (const method of ["GET", "HEAD"]) {
    const response = await ask("/healthz", { method });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get("allow"), "POST, OPTIONS");
  }
});
