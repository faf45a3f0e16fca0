import { deepEqual, equal, match } from "node:assert/strict";
import { BUILD_ID } from "../../lib/fresh/build_id.ts";
import { ask, read } from "./fixture_app.ts";

const REVALIDATE = "no-cache, no-store, max-age=0, must-revalidate";
const IMMUTABLE = "public, max-age=31536000, immutable";

Deno.test("a file is served with its type, size and digest, and not kept", async () => {
  const response = await ask("/logo.svg");
  const { "content-type": type, "content-length": size, etag, vary, ...rest } =
    Object.fromEntries(response.headers);
  deepEqual([type, size, vary], ["image/svg+xml", "43", "If-None-Match"]);
  match(etag, /^W\/"[0-9a-f]{64}"$/);
  deepEqual(rest, { "cache-control": REVALIDATE });
  equal((await response.text()).length, 43);
});

Deno.test("a file that the browser has is a 304", async () => {
  const etag =
    (await read("/logo.svg"), await ask("/logo.svg", { method: "HEAD" }))
      .headers.get("etag")!;
  const response = await ask("/logo.svg", {
    headers: { "if-none-match": etag },
  });
  deepEqual([response.status, await response.text()], [304, ""]);
});

Deno.test("a file named with this build is kept for a year, one named with another leads to it", async () => {
  const current = await ask(`/logo.svg?__frsh_c=${BUILD_ID}`, {
    method: "HEAD",
  });
  equal(current.headers.get("cache-control"), IMMUTABLE);
  const stale = await ask("/logo.svg?a=1&__frsh_c=old");
  deepEqual([stale.status, stale.headers.get("location")], [
    307,
    "/logo.svg?a=1",
  ]);
});

Deno.test("the islands' modules are kept for a year", async () => {
  const response = await ask(`/_fresh/js/${BUILD_ID}/fresh-runtime.js`, {
    method: "HEAD",
  });
  equal(response.headers.get("cache-control"), IMMUTABLE);
  equal(response.headers.get("content-type"), "text/javascript; charset=UTF-8");
});

Deno.test("HEAD tells the size without the file; other methods are refused", async () => {
  const head = await ask("/logo.svg", { method: "HEAD" });
  deepEqual([head.headers.get("content-length"), await head.text()], [
    "43",
    "",
  ]);
  const post = await ask("/logo.svg", { method: "POST" });
  deepEqual([post.status, await post.text()], [405, "Method Not Allowed"]);
});

Deno.test("hidden files are not there, except those that are well known", async () => {
  equal((await ask("/.hidden")).status, 404);
  equal(await read("/.well-known/app.json"), "{}\n");
});

Deno.test("a name is found however it is encoded, and cannot leave the directory", async () => {
  for (const path of ["/a%20b,c.txt", "/a%20b%2Cc.txt", "//a%20b,c.txt"]) {
    equal(await read(path), "spaced\n", path);
  }
  for (const path of ["/%2e%2e/main.ts", "/..%2fmain.ts", "/%ff"]) {
    equal((await ask(path)).status, 404, path);
  }
});

Deno.test("a missing favicon is an empty 404", async () => {
  const response = await ask("/favicon.ico");
  deepEqual([response.status, await response.text()], [404, ""]);
});

Deno.test("addresses in a stylesheet are locked to this build", async () => {
  equal(
    await read("/styles.css"),
    `body {\n  background: url("/logo.svg?__frsh_c=${BUILD_ID}");\n}\n` +
      `p {\n  background: url("data:image/gif;base64,R0lGODlhAQABAAAAACw=");\n}\n`,
  );
});
