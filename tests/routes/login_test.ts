import assert from "node:assert/strict";
import { seedDemo } from "../../lib/tenancy/demo.ts";
import { cheapHash } from "../support/data.ts";
import { testServices } from "../support/services.ts";
import { form, pages } from "./pages.ts";

const ADA = "ada@acme.test";

async function withAda() {
  const services = await testServices();
  const passwordHash = cheapHash("her password");
  await services.user(ADA, { passwordHash });
  return services;
}

Deno.test("one signs in by a form, and goes on to where one wanted", async () => {
  await using services = await withAda();
  const ask = pages(services);
  const next = "/ar/harbor/messaging?box=sent";
  const response = await ask(
    `/login?next=${encodeURIComponent(next)}`,
    form({ email: ADA, password: "her password" }),
  );
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), next);
  assert.match(response.headers.get("set-cookie")!, /^harbor=.+HttpOnly/);
});

Deno.test("no login leads to another site", async () => {
  await using services = await withAda();
  const response = await pages(services)(
    "/login?next=https://evil.example",
    form({ email: ADA, password: "her password" }),
  );
  assert.equal(response.headers.get("location"), "/en/harbor/messaging");
});

Deno.test("a refused login keeps the address, and says why in the reader's language", async () => {
  await using services = await withAda();
  const ask = pages(services);
  const wrong = await ask(
    "/login?language=vi",
    form({ email: ADA, password: "x" }),
  );
  assert.equal(wrong.status, 401);
  const html = await wrong.text();
  assert.match(html, /<html lang="vi"/);
  assert.match(html, /Không có tài khoản nào với email và mật khẩu này\./);
  assert.match(html, /type="email" name="email" value="ada@acme\.test"/);

  const empty = await ask("/login", form({ email: ADA, password: "" }));
  assert.equal(empty.status, 422);
  assert.match(await empty.text(), /Enter your email and your password\./);
});

Deno.test("demo accounts are shown while there are any, with one button that submits", async () => {
  await using services = await testServices();
  const ask = pages(services);
  assert.doesNotMatch(await (await ask("/login")).text(), /Demo accounts/);
  await seedDemo(services);
  const html = await (await ask("/login")).text();
  assert.match(html, /Demo accounts/);
  assert.match(html, /ada@acme\.test/);
  assert.match(html, /harbor-demo/);
  assert.equal(html.match(/type="submit"/g)?.length, 1);
});
