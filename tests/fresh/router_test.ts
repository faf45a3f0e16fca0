import { deepEqual, equal, throws } from "node:assert/strict";
import { Router } from "../../lib/fresh/router.ts";

function match(router: Router<string>, path: string, method = "GET") {
  const { pattern, item, params } = router.match(
    method,
    new URL(path, "http://localhost"),
  );
  return [pattern, item, { ...params }];
}

Deno.test("a path without parameters wins over patterns registered before", () => {
  const router = new Router<string>();
  router.add("GET", "/:name", "pattern");
  router.add("GET", "/a", "path");
  deepEqual(match(router, "/a"), ["/a", "path", {}]);
  deepEqual(match(router, "/b"), ["/:name", "pattern", { name: "b" }]);
});

Deno.test("the first pattern whose path matches decides, even without the method", () => {
  const router = new Router<string>();
  router.add("POST", "/:name", "first");
  router.add("GET", "/:other", "second");
  deepEqual(match(router, "/a"), ["/:name", null, { name: "a" }]);
});

Deno.test("the first of two items for one method stays", () => {
  const router = new Router<string>();
  router.add("GET", "/a", "first");
  router.add("GET", "/a", "second");
  deepEqual(match(router, "/a"), ["/a", "first", {}]);
});

Deno.test("one trailing slash makes no difference to paths, but does to patterns", () => {
  const router = new Router<string>();
  router.add("GET", "/a", "path");
  router.add("GET", "/:x/y", "pattern");
  deepEqual(match(router, "/a/"), ["/a", "path", {}]);
  deepEqual(match(router, "/b/y/"), [null, null, {}]);
});

Deno.test("HEAD is answered by GET unless it has its own", () => {
  const router = new Router<string>();
  router.add("GET", "/a", "get");
  equal(match(router, "/a", "HEAD")[1], "get");
  router.add("HEAD", "/a", "head");
  equal(match(router, "/a", "HEAD")[1], "head");
  deepEqual(router.allowedMethods("/a"), ["GET", "HEAD"]);
});

Deno.test("parameters are decoded except for what separates parts of an address", () => {
  const router = new Router<string>();
  router.add("GET", "/docs/:rest*", "docs");
  deepEqual(match(router, "/docs/a%20b/c%2Fd")[2], { rest: "a b/c%2Fd" });
  deepEqual(match(router, "/docs")[2], { rest: "" });
  throws(() => match(router, "/docs/%ff"), URIError);
});
