import assert from "node:assert/strict";
import { testServices } from "../support/services.ts";
import { form, pages, signedIn } from "./pages.ts";

Deno.test("the way in leads to the messages in one's language, or to the login", async () => {
  await using services = await testServices();
  const ask = pages(services);
  const stranger = await ask("/");
  assert.equal(stranger.headers.get("location"), "/login");
  const ada = await signedIn(services, ask, "ada@acme.test");
  const headers = { "accept-language": "ar-EG,en;q=0.5" };
  const home = await ada("/", { headers });
  assert.equal(home.headers.get("location"), "/ar/harbor/messaging");
});

Deno.test("a choice is kept, and leads back to the page it was made on", async () => {
  await using services = await testServices();
  const ask = pages(services);
  const next = "/en/harbor/messaging?box=sent";
  const dark = await ask("/preferences", form({ theme: "dark", next }));
  assert.equal(dark.status, 303);
  assert.equal(dark.headers.get("location"), next);
  assert.match(dark.headers.get("set-cookie")!, /^theme=dark; Path=\//);

  const arabic = await ask("/preferences", form({ language: "ar", next }));
  assert.equal(arabic.headers.get("location"), "/ar/harbor/messaging?box=sent");
});

Deno.test("nonsense is not kept, and no choice leads to another site", async () => {
  await using services = await testServices();
  const response = await pages(services)(
    "/preferences",
    form({ theme: "x; HttpOnly", language: "xx", next: "//evil.example" }),
  );
  assert.equal(response.headers.get("location"), "/");
  assert.equal(response.headers.get("set-cookie"), null);
});

Deno.test("a page comes as its reader has chosen it", async () => {
  await using services = await testServices();
  const cookie = "theme=dark; density=compact; list_width=420";
  const response = await pages(services)("/login?language=ar", {
    headers: { cookie },
  });
  const html = await response.text();
  assert.match(
    html,
    /<html lang="ar" dir="rtl" data-theme="dark" data-density="compact">/,
  );
  assert.match(
    html,
    /<style nonce="[^"]+">:root\{--list-width:420px\}<\/style>/,
  );
});
