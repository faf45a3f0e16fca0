import { deepEqual, equal, match, ok } from "node:assert/strict";
import { ask, read } from "./fixture_app.ts";
import { silenced } from "./silenced.ts";

Deno.test("a page is rendered in its layouts and the app shell, after all middlewares and the handler", async () => {
  const response = await ask("/en/page");
  equal(response.status, 200);
  equal(response.headers.get("content-type"), "text/html; charset=utf-8");
  equal(response.headers.get("x-from"), "handler");
  const html = await response.text();
  const trail = "app root lang-1 lang-2 handler";
  ok(html.startsWith('<!DOCTYPE html><html lang="en"><head>'), html);
  ok(html.includes(`<body data-path="/en/page" data-trail="${trail}">`), html);
  ok(
    html.includes(
      `<section lang="en" data-trail="${trail}"><h1 data-trail="${trail}">Hello en</h1></section>`,
    ),
    html,
  );
});

Deno.test("a handler's data carries status and headers", async () => {
  const response = await ask("/en/page", { method: "POST" });
  equal(response.status, 201);
  match(await response.text(), />Posted<\/h1>/);
});

Deno.test("a page without handler answers every method, with data {} and error null", async () => {
  match(await read("/"), /\{&quot;data&quot;:\{\},&quot;error&quot;:null\}/);
  equal((await ask("/", { method: "POST" })).status, 200);
});

Deno.test("a method that the handlers of a file lack is a 404", async () => {
  for (const method of ["DELETE", "OPTIONS"]) {
    equal((await ask("/api/items/7", { method })).status, 404);
    equal((await ask("/en/page", { method })).status, 404);
  }
});

Deno.test("handlers by method answer with parameters, and HEAD by GET", async () => {
  const response = await ask("/api/items/a%20b");
  deepEqual(await response.json(), { id: "a b", route: "/api/items/:id" });
  equal(response.headers.get("x-trail"), "app root api");
  const put = await ask("/api/items/7", { method: "PUT" });
  deepEqual([put.status, put.headers.get("id")], [204, "7"]);
  const head = await ask("/api/items/7", { method: "HEAD" });
  deepEqual([head.status, await head.text()], [200, ""]);
});

Deno.test("one handler for all methods gets each", async () => {
  for (const method of ["POST", "DELETE", "OPTIONS"]) {
    const response = await ask("/api/echo", { method, body: "hello" });
    equal(response.headers.get("x-method"), method);
    equal(await response.text(), "hello");
  }
});

Deno.test("a rest parameter takes any number of parts", async () => {
  match(await read("/docs/a/b"), /<h1>Docs: a\/b<\/h1>/);
  match(await read("/docs"), /<h1>Docs: <\/h1>/);
});

Deno.test("an async page is awaited, and may answer by itself", async () => {
  match(await read("/en/async"), /<section[^>]*><h1>Awaited<\/h1><\/section>/);
  const left = await ask("/en/async?leave");
  deepEqual([left.status, await left.text()], [203, "left"]);
});

Deno.test("a page can leave out layouts and shell; html, head and body are supplied", async () => {
  equal(
    await read("/en/bare"),
    '<!DOCTYPE html><html><head><meta charset="utf-8"/></head><body><h1>Bare</h1></body></html>',
  );
});

Deno.test("an error is shown by the nearest error page, in the layouts of its directory", async () => {
  const broken = await ask("/en/broken");
  equal(broken.status, 500);
  match(
    await broken.text(),
    /<html lang="en">.*<section lang="en"[^>]*><h2>In a language: component failed<\/h2><\/section>/,
  );
  const language = await ask("/xx/page");
  equal(language.status, 404);
  match(
    await language.text(),
    /<section lang="xx"[^>]*><h2>In a language: no such language/,
  );
});

Deno.test("an error page that fails leaves its error to the next one above", async () => {
  const response = await ask("/en/broken?twice");
  equal(response.status, 500);
  equal(response.headers.get("x-error-page"), "root");
  const html = await response.text();
  match(html, /<main><h1>Broken<\/h1><p>error page failed<\/p><\/main>/);
  ok(!html.includes("<section"), html);
});

Deno.test("an unknown path gets the root's error page, or what its handler answers", async () => {
  const page = await ask("/en/nope");
  deepEqual([page.status, page.headers.get("x-error-page")], [404, "root"]);
  const json = await ask("/en/nope", {
    headers: { accept: "application/json" },
  });
  deepEqual([json.status, await json.json()], [404, { status: 404 }]);
});

Deno.test("a route registered before the file routes has no error page", async () => {
  const response = await ask("/early/fails");
  equal(response.status, 418);
  equal(response.headers.get("content-type"), "text/plain;charset=UTF-8");
});

Deno.test("a method that a registered path lacks gets the root's error page with 405", async () => {
  const response = await ask("/early", { method: "POST" });
  deepEqual([response.status, response.headers.get("x-error-page")], [
    405,
    "root",
  ]);
});

Deno.test("a route file that exports nothing fails when it is asked for", async () => {
  const logged = await silenced(async () => {
    const response = await ask("/empty");
    equal(response.status, 500);
    match(await response.text(), /Could not find relevant exports in: \/empty/);
  });
  equal(logged, 0);
});

Deno.test("ctx.route names the pattern that matched", async () => {
  equal(await read("/early"), "early /early");
  equal(await read("/early/"), "early /early");
});
