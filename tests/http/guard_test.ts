import assert from "node:assert/strict";
import { amountsFor } from "../../lib/http/budget/amounts.ts";
import { createBudget } from "../../lib/http/budget/budget.ts";
import { guard, type Handler } from "../../lib/http/guard.ts";
import { type Log, silentLog } from "../../lib/log.ts";

const guarded = (handler: Handler, options = {}) =>
  guard(handler, {
    log: silentLog,
    budget: createBudget(amountsFor(Infinity)),
    trustProxy: false,
    dev: false,
    ...options,
  });

const get = (url: string, init?: RequestInit) =>
  new Request(new URL(url, "http://localhost"), init);

const hello = () => Promise.resolve(new Response("hello"));

const ALWAYS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

const ANSWERS: Record<string, Handler> = {
  "an ordinary answer": hello,
  "an answer whose headers cannot be changed": () =>
    Promise.resolve(Response.redirect("http://localhost/elsewhere")),
  "the answer to an error": () => Promise.reject(new Error("thrown")),
  "an error that is no Error": () => Promise.reject("thrown"),
};

for (const [what, handler] of Object.entries(ANSWERS)) {
  Deno.test(`${what} bears the security headers`, async () => {
    const { headers } = await guarded(handler)(get("/"));
    for (const [name, value] of Object.entries(ALWAYS)) {
      assert.equal(headers.get(name), value, name);
    }
    const policy = headers.get("content-security-policy")!.split("; ");
    assert.ok(policy.includes("default-src 'none'"));
    assert.ok(policy.includes("script-src 'self'"));
    assert.ok(policy.includes("frame-src 'self'"));
    assert.ok(policy.includes("frame-ancestors 'none'"));
  });
}

const REFUSED: Record<string, [Request, number]> = {
  "a malformed escape": [get("/api/%zz"), 400],
  "half an escape": [get("/a%"), 400],
  "an escape that is not UTF-8": [get("/%ff%fe"), 400],
  "an overlong encoding of a slash": [get("/%c0%af"), 400],
  "U+0000": [get("/acme%00"), 400],
  "a very long address": [get("/" + "a".repeat(9_000)), 414],
  "a very long query": [get("/?q=" + "a".repeat(9_000)), 414],
  "PROPFIND": [get("/", { method: "PROPFIND" }), 501],
  "a method in lower case": [get("/", { method: "patch" }), 501],
};

for (const [what, [request, status]] of Object.entries(REFUSED)) {
  Deno.test(`${what} is refused with ${status} before any router sees it`, async () => {
    const unreachable = () => {
      throw new Error("the router has seen it");
    };
    const response = await guarded(unreachable)(request);
    assert.equal(response.status, status);
    assert.equal(
      response.headers.get("content-type"),
      "application/problem+json",
    );
    assert.ok(response.headers.has("content-security-policy"));
    assert.equal((await response.json()).status, status);
  });
}

Deno.test("odd but well-formed addresses get through", async () => {
  for (const path of ["/%20", "/%E1%BA%BF", "/%2F..%2F", "/?q=%zz&n=%00"]) {
    assert.equal((await guarded(hello)(get(path))).status, 200, path);
  }
});

Deno.test("what is thrown is answered with 500 and told to the log alone", async () => {
  const logged: unknown[] = [];
  const log: Log = { ...silentLog, error: (...line) => logged.push(line) };
  const secret = new Error("password of the database");
  const handler = guarded(() => Promise.reject(secret), { log });
  const response = await handler(get("/"));
  assert.equal(response.status, 500);
  assert.doesNotMatch(await response.text(), /password/);
  assert.equal(logged.length, 1);
  assert.equal((logged[0] as unknown[])[1], secret);
});

Deno.test("scripts and styles of a page are allowed by its own nonce", async () => {
  const page = () =>
    Promise.resolve(
      Object.assign(new Response("<!DOCTYPE html>"), {
        [Symbol.for("__freshNonce")]: "abc123",
      }),
    );
  const { headers } = await guarded(page)(get("/"));
  const policy = headers.get("content-security-policy")!;
  assert.match(policy, /script-src 'self' 'nonce-abc123';/);
  assert.match(policy, /style-src 'self' 'nonce-abc123';/);
  assert.doesNotMatch(policy, /unsafe/);
});

Deno.test("an answer's own headers stay", async () => {
  const own = {
    "cache-control": "no-cache, no-transform",
    "content-security-policy": "sandbox",
  };
  const handler = () => Promise.resolve(new Response("", { headers: own }));
  const { headers } = await guarded(handler)(get("/"));
  assert.equal(headers.get("cache-control"), own["cache-control"]);
  assert.equal(headers.get("content-security-policy"), "sandbox");
});

Deno.test("a streaming answer goes through as it is, chunk by chunk, and its end is told", async () => {
  let cancelled = false;
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode("a")),
    cancel: () => {
      cancelled = true;
    },
  });
  const answer = new Response(body);
  const response = await guarded(() => Promise.resolve(answer))(get("/"));
  assert.equal(response, answer);
  const reader = response.body!.getReader();
  assert.deepEqual((await reader.read()).value, new TextEncoder().encode("a"));
  await reader.cancel();
  assert.equal(cancelled, true);
});

interface HttpsCase {
  url: string;
  forwarded?: string;
  trustProxy: boolean;
  strict: boolean;
}

const HTTPS_CASES: HttpsCase[] = [
  { url: "https://harbor.example/", trustProxy: false, strict: true },
  { url: "http://harbor.example/", trustProxy: false, strict: false },
  {
    url: "http://harbor.example/",
    forwarded: "https",
    trustProxy: true,
    strict: true,
  },
  {
    url: "http://harbor.example/",
    forwarded: "https",
    trustProxy: false,
    strict: false,
  },
];

for (const { url, forwarded, trustProxy, strict } of HTTPS_CASES) {
  const by = forwarded
    ? ` by a ${trustProxy ? "trusted" : "stranger's"} word for https`
    : "";
  Deno.test(`${url}${by} ${strict ? "is kept to https" : "is not"}`, async () => {
    const headers = forwarded ? { "x-forwarded-proto": forwarded } : undefined;
    const handler = guarded(hello, { trustProxy });
    const response = await handler(get(url, { headers }));
    assert.equal(response.headers.has("strict-transport-security"), strict);
  });
}

Deno.test("the development server may reload pages and show errors in a frame", async () => {
  const { headers } = await guarded(hello, { dev: true })(get("/"));
  const policy = headers.get("content-security-policy")!;
  assert.match(policy, /connect-src 'self' ws: wss:/);
  assert.match(policy, /frame-ancestors 'self'/);
});

Deno.test("an address without a proper host is refused over the wire", async () => {
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    guarded((request) =>
      Promise.resolve(new Response(new URL(request.url).pathname))
    ),
  );
  const send = async (lines: string) => {
    using connection = await Deno.connect({ port: server.addr.port });
    await connection.write(
      new TextEncoder().encode(lines.replaceAll("\n", "\r\n")),
    );
    return await new Response(connection.readable).text();
  };
  const status = async (lines: string) =>
    Number((await send(lines)).split(" ")[1]);
  const end = "connection: close\n\n";
  assert.equal(await status(`GET / HTTP/1.1\nhost: [\n${end}`), 400);
  assert.equal(await status(`GET / HTTP/1.1\nhost: a b\n${end}`), 400);
  for (const host of ["evil.test/x?", "1.1.1.1#@x", "a@b", "a\\b"]) {
    assert.equal(await status(`GET / HTTP/1.1\nhost: ${host}\n${end}`), 400);
  }
  assert.equal(await status(`GET /%zz HTTP/1.1\nhost: a\n${end}`), 400);
  assert.equal(await status(`BREW / HTTP/1.1\nhost: a\n${end}`), 501);
  assert.equal(await status(`TRACE / HTTP/1.1\nhost: a\n${end}`), 405);
  assert.equal(await status(`GET /ok HTTP/1.1\nhost: a\n${end}`), 200);
});

Deno.test("a herd of streams, and whoever watches, is let in while requests are refused", async () => {
  const budget = createBudget(amountsFor(100));
  const never = new Promise<Response>(() => {});
  const handle = guarded(
    (request) => request.url.endsWith("/slow") ? never : hello(),
    { budget },
  );
  for (let n = 0; n < 20; n++) handle(get("/slow"));
  assert.equal((await handle(get("/other"))).status, 429);
  for (const path of ["/api/messaging/stream/acme", "/healthz", "/metrics"]) {
    assert.equal((await handle(get(path))).status, 200, path);
  }
});
