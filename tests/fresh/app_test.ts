import { App, type Context, HttpError, type Middleware } from "fresh";
import { deepEqual, equal, rejects } from "node:assert/strict";
import { silenced } from "./silenced.ts";

type State = { trail: string[] };

async function ask(app: App<State>, path: string, init?: RequestInit) {
  return await app.handler()(new Request(`http://localhost${path}`, init));
}

function step(name: string): Middleware<State> {
  return (ctx) => {
    ctx.state.trail = [...ctx.state.trail ?? [], name];
    return ctx.next();
  };
}

const showTrail = (ctx: Context<State>) => ctx.json(ctx.state.trail ?? []);

Deno.test("middlewares run from the root down, in order of registration", async () => {
  const app = new App<State>()
    .use(step("a"), step("b"))
    .use("/x/y", step("y"))
    .use("/x", step("x"))
    .get("/x/y/z", showTrail)
    .get("/xx", showTrail);
  deepEqual(await (await ask(app, "/x/y/z")).json(), ["a", "b", "x", "y"]);
  deepEqual(await (await ask(app, "/xx")).json(), ["a", "b"]);
});

Deno.test("a route has the middlewares registered before it, only", async () => {
  const app = new App<State>()
    .use(step("before"))
    .get("/a", showTrail)
    .use(step("after"))
    .get("/b", showTrail);
  deepEqual(await (await ask(app, "/a")).json(), ["before"]);
  deepEqual(await (await ask(app, "/b")).json(), ["before", "after"]);
});

Deno.test("a path of no route passes all middlewares of the root, then is a 404", async () => {
  const app = new App<State>()
    .get("/a", showTrail)
    .use(async (ctx) => {
      try {
        return await ctx.next();
      } catch (error) {
        return ctx.text(`caught ${(error as HttpError).status}`);
      }
    });
  equal(await (await ask(app, "/b")).text(), "caught 404");
  equal(await (await ask(app, "/a", { method: "POST" })).text(), "caught 405");
});

Deno.test("a method that a path lacks is a 405, and OPTIONS tells what it has", async () => {
  const app = new App<State>().get("/a", showTrail).put("/a", showTrail);
  const refused = await ask(app, "/a", { method: "DELETE" });
  equal(refused.status, 405);
  equal(await refused.text(), "Method Not Allowed");
  const options = await ask(app, "/a", { method: "OPTIONS" });
  equal(options.status, 204);
  equal(options.headers.get("allow"), "GET, PUT");
});

Deno.test("each method has its registration", async () => {
  const app = new App<State>()
    .get("/a", (ctx) => ctx.text("get"))
    .post("/a", (ctx) => ctx.text("post"))
    .put("/a", (ctx) => ctx.text("put"))
    .patch("/a", (ctx) => ctx.text("patch"))
    .delete("/a", (ctx) => ctx.text("delete"))
    .all("/all", (ctx) => ctx.text(ctx.req.method));
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
    const answer = await ask(app, "/a", { method });
    equal(await answer.text(), method.toLowerCase());
    equal(await (await ask(app, "/all", { method })).text(), method);
  }
});

Deno.test("HEAD is GET without a body", async () => {
  const app = new App<State>().get(
    "/a",
    (ctx) => ctx.text("body", { status: 203, headers: { "x-a": "1" } }),
  );
  const head = await ask(app, "/a", { method: "HEAD" });
  deepEqual([head.status, head.headers.get("x-a"), await head.text()], [
    203,
    "1",
    "",
  ]);
});

Deno.test("an HttpError is answered in plain text with its message, or its status in words", async () => {
  const app = new App<State>()
    .get("/named", () => {
      throw new HttpError(409, "taken");
    })
    .get("/bare", () => {
      throw new HttpError(503);
    });
  const named = await ask(app, "/named");
  deepEqual([named.status, await named.text()], [409, "taken"]);
  equal(new HttpError(409).message, "");
  const logged = await silenced(async () => {
    const bare = await ask(app, "/bare");
    deepEqual([bare.status, await bare.text()], [503, "Service Unavailable"]);
  });
  equal(logged, 1);
});

Deno.test("anything else that is thrown is a 500 that says nothing, and is logged", async () => {
  const app = new App<State>()
    .get("/throws", () => {
      throw new Error("secret");
    })
    .get("/undefined", () => undefined as unknown as Response)
    .get("/any", (ctx) => ctx.text("never"));
  const logged = await silenced(async () => {
    for (const path of ["/throws", "/undefined"]) {
      const answer = await ask(app, path);
      deepEqual([answer.status, await answer.text()], [
        500,
        "Internal server error",
      ]);
    }
    equal((await ask(app, "/any", { method: "PROPFIND" })).status, 500);
  });
  equal(logged, 3);
});

Deno.test("what follows next() does not run when something throws", async () => {
  let ran = false;
  const app = new App<State>()
    .use(async (ctx) => {
      const response = await ctx.next();
      ran = true;
      return response;
    })
    .get("/a", () => {
      throw new HttpError(403);
    });
  equal((await ask(app, "/a")).status, 403);
  equal(ran, false);
});

Deno.test("ctx.error is null until something is thrown", async () => {
  const seen: unknown[] = [];
  const app = new App<State>()
    .use(async (ctx) => {
      seen.push(ctx.error);
      try {
        return await ctx.next();
      } catch {
        seen.push((ctx.error as Error).message);
        return ctx.text("mended");
      }
    })
    .get("/a", () => {
      throw new HttpError(400, "bad");
    });
  await ask(app, "/a");
  deepEqual(seen, [null, "bad"]);
});

Deno.test("runs of slashes are one to the app, and stay in the request", async () => {
  const app = new App<State>().get(
    "/a/b",
    (ctx) => ctx.json([ctx.url.pathname, new URL(ctx.req.url).pathname]),
  );
  deepEqual(await (await ask(app, "//a///b")).json(), ["/a/b", "//a///b"]);
});

Deno.test("a redirect to a path stays on this host", async () => {
  const app = new App<State>().all(
    "/to",
    (ctx) => ctx.redirect(ctx.url.searchParams.get("to")!, 303),
  );
  const locations: Record<string, string> = {
    "//evil.example": "/evil.example",
    "///a//b?c=//d#//e": "/a/b?c=//d#//e",
    "/?a=//b": "/?a=//b",
    "/": "/",
    "https://example.com//a": "https://example.com//a",
  };
  for (const [to, location] of Object.entries(locations)) {
    const answer = await ask(app, `/to?to=${encodeURIComponent(to)}`);
    equal(answer.status, 303);
    equal(answer.headers.get("location"), location);
  }
});

Deno.test("forwarded headers count only when the app trusts its proxy", async () => {
  const headers = {
    "x-forwarded-proto": "https",
    "x-forwarded-host": "harbor.example",
  };
  for (const trustProxy of [true, false]) {
    const app = new App<State>({ trustProxy })
      .get("/", (ctx) => ctx.text(ctx.url.origin));
    equal(
      await (await ask(app, "/", { headers })).text(),
      trustProxy ? "https://harbor.example" : "http://localhost",
    );
  }
});

Deno.test("ctx.html, ctx.json and ctx.stream answer in their types", async () => {
  const app = new App<State>()
    .get("/html", (ctx) => ctx.html("<b>é</b>", { status: 201 }))
    .get("/json", (ctx) => ctx.json({ a: 1 }, { status: 202 }))
    .get("/stream", (ctx) =>
      ctx.stream(async function* () {
        yield await Promise.resolve("é");
        yield new TextEncoder().encode("!");
      }, { headers: { "content-type": "text/event-stream" } }));
  const html = await ask(app, "/html");
  equal(html.status, 201);
  equal(html.headers.get("content-type"), "text/html; charset=utf-8");
  const json = await ask(app, "/json");
  deepEqual([json.status, await json.json()], [202, { a: 1 }]);
  const stream = await ask(app, "/stream");
  equal(stream.headers.get("content-type"), "text/event-stream");
  equal(await stream.text(), "é!");
});

Deno.test("a subclass can stand before the handler", async () => {
  class Guarded extends App<State> {
    override handler() {
      const handle = super.handler();
      return (req: Request, info?: Deno.ServeHandlerInfo) =>
        req.headers.has("x-guard")
          ? Promise.resolve(new Response("guarded"))
          : handle(req, info);
    }
  }
  const app = new Guarded().get("/", (ctx) => ctx.text("open"));
  equal(await (await ask(app, "/")).text(), "open");
  const guarded = await ask(app, "/", { headers: { "x-guard": "1" } });
  equal(await guarded.text(), "guarded");
});

Deno.test("concurrent requests have contexts of their own", async () => {
  const gate = Promise.withResolvers<void>();
  const app = new App<State>()
    .use(step("first"))
    .use(async (ctx) => {
      if (ctx.url.pathname === "/slow") await gate.promise;
      return await ctx.next();
    })
    .use(step("last"))
    .get("/slow", showTrail)
    .get("/fast", showTrail);
  const handle = app.handler();
  const slow = handle(new Request("http://localhost/slow"));
  const fast = await handle(new Request("http://localhost/fast"));
  gate.resolve();
  deepEqual(await fast.json(), ["first", "last"]);
  deepEqual(await (await slow).json(), ["first", "last"]);
});

Deno.test("a malformed escape in a parameter fails outside the app", async () => {
  const app = new App<State>().get("/:name", showTrail);
  await rejects(ask(app, "/%ff"), URIError);
});
