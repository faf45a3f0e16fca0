import assert from "node:assert/strict";
import { accessTo } from "../../lib/auth/access.ts";

Deno.test("a route is closed to strangers until it is listed", () => {
  const hooks = ["/api/webhooks/[key]"];
  assert.equal(accessTo("/healthz", hooks), "public");
  assert.equal(accessTo("/api/webhooks/:key", hooks), "signed by a key");
  assert.equal(accessTo("/api/webhooks/:key/more", hooks), "signed in");
  assert.equal(accessTo("/api/anything/new", hooks), "signed in");
});

Deno.test("where there is nothing, nobody has to sign in to be told so", () => {
  assert.equal(accessTo(null, []), "public");
});
