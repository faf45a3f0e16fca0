import assert from "node:assert/strict";
import { requireSameOrigin } from "../../lib/auth/same_origin.ts";
import { Problem } from "../../lib/http/problem.ts";

const URL_HERE = new URL("http://harbor.example:8000/api/messaging/send");

interface Case {
  from: string;
  headers: Record<string, string>;
  byCookie?: boolean;
  method?: string;
  allowed: boolean;
}

const CASES: Case[] = [
  {
    from: "a page of this site",
    headers: { "sec-fetch-site": "same-origin" },
    allowed: true,
  },
  {
    from: "the address bar",
    headers: { "sec-fetch-site": "none" },
    allowed: true,
  },
  {
    from: "a sibling subdomain",
    headers: { "sec-fetch-site": "same-site" },
    allowed: false,
  },
  {
    from: "another site",
    headers: { "sec-fetch-site": "cross-site" },
    allowed: false,
  },
  {
    from: "another site that copied our Origin",
    headers: {
      "sec-fetch-site": "cross-site",
      origin: "http://harbor.example:8000",
    },
    allowed: false,
  },
  {
    from: "an unheard-of Sec-Fetch-Site",
    headers: { "sec-fetch-site": "SAME-ORIGIN-ish" },
    allowed: false,
  },
  {
    from: "an older browser on this site",
    headers: { origin: "http://harbor.example:8000" },
    allowed: true,
  },
  {
    from: "this site behind a proxy that ends TLS",
    headers: { origin: "https://harbor.example:8000" },
    allowed: true,
  },
  {
    from: "another port of this host",
    headers: { origin: "http://harbor.example:9000" },
    allowed: false,
  },
  {
    from: "a host that ends like ours",
    headers: { origin: "http://evil-harbor.example:8000" },
    allowed: false,
  },
  {
    from: "a sandboxed page",
    headers: { origin: "null" },
    allowed: false,
  },
  { from: "an empty Origin", headers: { origin: "" }, allowed: false },
  {
    from: "a client that does not say where it is, with a cookie",
    headers: {},
    allowed: false,
  },
  {
    from: "a client that does not say where it is, without a cookie",
    headers: {},
    byCookie: false,
    allowed: true,
  },
  {
    from: "another site, without a cookie (a forged login)",
    headers: { "sec-fetch-site": "cross-site" },
    byCookie: false,
    allowed: false,
  },
  {
    from: "a link on another site",
    headers: { "sec-fetch-site": "cross-site" },
    method: "GET",
    allowed: true,
  },
  ...["PUT", "PATCH", "DELETE"].map((method) => ({
    from: "a client that does not say where it is, with a cookie",
    headers: {},
    method,
    allowed: false,
  })),
];

for (
  const { from, headers, byCookie = true, method = "POST", allowed } of CASES
) {
  Deno.test(`${method} from ${from} is ${allowed ? "let in" : "refused"}`, () => {
    const request = new Request(URL_HERE, { method, headers });
    const check = () => requireSameOrigin(request, URL_HERE, byCookie);
    if (allowed) return check();
    assert.throws(
      check,
      (error) => error instanceof Problem && error.status === 403,
    );
  });
}
