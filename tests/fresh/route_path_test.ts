import { deepEqual, equal, throws } from "node:assert/strict";
import { compareRouteIds, pathPattern } from "../../lib/fresh/route_path.ts";

Deno.test("a file's path is the pattern it answers", () => {
  const patterns = {
    "/index": "/",
    "/a/index": "/a",
    "/a/b": "/a/b",
    "/[lang]/harbor/messaging": "/:lang/harbor/messaging",
    "/docs/[...rest]": "/docs/:rest*",
    "/files/[id].json": "/files/:id.json",
    "/indexes": "/indexes",
  };
  for (const [id, pattern] of Object.entries(patterns)) {
    equal(pathPattern(id), pattern);
  }
});

Deno.test("forms that Fresh knows and we do not are refused, not misread", () => {
  for (const id of ["/(group)/a", "/[[lang]]/a", "/[a][b]", "/_404"]) {
    throws(() => pathPattern(id), SyntaxError);
  }
});

Deno.test("what applies to a directory comes before what is in it", () => {
  const ids = [
    "/[...rest]",
    "/[lang]/b",
    "/[lang]/_layout",
    "/a",
    "/a/_middleware",
    "/a/[id]",
    "/a/[...rest]",
    "/a/b",
    "/a/index",
    "/index",
    "/_error",
    "/_layout",
    "/_middleware",
    "/_app",
  ];
  const sorted = [
    "/_app",
    "/_middleware",
    "/_layout",
    "/_error",
    "/index",
    "/a/_middleware",
    "/a/index",
    "/a/b",
    "/a/[id]",
    "/a/[...rest]",
    "/a",
    "/[lang]/_layout",
    "/[lang]/b",
    "/[...rest]",
  ];
  deepEqual(ids.toSorted(compareRouteIds), sorted);
  deepEqual(ids.toReversed().sort(compareRouteIds), sorted);
});
