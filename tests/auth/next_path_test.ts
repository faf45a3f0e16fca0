import assert from "node:assert/strict";
import { loginPath, safeNextPath } from "../../lib/auth/next_path.ts";

const OWN = [
  "/",
  "/en/harbor/messaging",
  "/en/harbor/messaging?box=sent&q=a%20b#top",
  "/a//b",
  "/search?q=https://elsewhere.example",
];

const FOREIGN = [
  null,
  "",
  "en/harbor",
  "https://elsewhere.example",
  "//elsewhere.example",
  "///elsewhere.example",
  "/\\elsewhere.example",
  "\\/elsewhere.example",
  "/a\\b",
  "/\t/elsewhere.example",
  "/\n/elsewhere.example",
  "\t//elsewhere.example",
  " //elsewhere.example",
  "/\u0000",
  "/.//elsewhere.example",
  "/a/..//elsewhere.example",
  "/%2e//elsewhere.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "http:/elsewhere.example",
  "/" + "a".repeat(2_000),
];

for (const path of OWN) {
  Deno.test(`after login one goes to ${path}`, () => {
    assert.equal(safeNextPath(path, "/home"), path);
  });
}

for (const path of FOREIGN) {
  Deno.test(`after login one does not go to ${JSON.stringify(path)?.slice(0, 60)}`, () => {
    assert.equal(safeNextPath(path, "/home"), "/home");
  });
}

Deno.test("a next path fits into a header, whatever its letters", () => {
  const path = safeNextPath("/vi/tìm?q=chữ", "/");
  assert.equal(path, "/vi/t%C3%ACm?q=ch%E1%BB%AF");
  new Headers({ location: path });
});

Deno.test("the login page is told where one wanted to go, and not that a script asked", () => {
  const path = (url: string) => loginPath(new URL(url, "http://localhost"));
  assert.equal(path("/"), "/login");
  assert.equal(
    path("/en/harbor?box=sent&fresh-partial=true"),
    "/login?next=%2Fen%2Fharbor%3Fbox%3Dsent",
  );
});
