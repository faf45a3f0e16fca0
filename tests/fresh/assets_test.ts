import { deepEqual, equal } from "node:assert/strict";
import { asset, assetSrcSet, lockImage } from "../../lib/fresh/assets.ts";
import { setBuildId } from "../../lib/fresh/build_id.ts";

Deno.test("paths get the build, other addresses stay", () => {
  setBuildId("b1");
  const cases = {
    "/a.css": "/a.css?__frsh_c=b1",
    "/a.css?b=1#c": "/a.css?b=1&__frsh_c=b1#c",
    "/a.css?__frsh_c=old": "/a.css?__frsh_c=old",
    "a.css": "a.css",
    "//example.com/a.css": "//example.com/a.css",
    "https://example.com/a.css": "https://example.com/a.css",
    "data:x": "data:x",
  };
  for (const [path, locked] of Object.entries(cases)) {
    equal(asset(path), locked);
  }
});

Deno.test("each candidate of a srcset gets the build", () => {
  setBuildId("b1");
  equal(
    assetSrcSet("/a.png 1x, /b.png 2x"),
    "/a.png?__frsh_c=b1 1x, /b.png?__frsh_c=b1 2x",
  );
  equal(assetSrcSet("image(/a.png)"), "image(/a.png)");
  equal(assetSrcSet("/a.png 1x,"), "/a.png 1x,");
});

Deno.test("an image can opt out", () => {
  setBuildId("b1");
  const props = { src: "/a.png", "data-fresh-disable-lock": true };
  lockImage(props);
  deepEqual(props.src, "/a.png");
});
