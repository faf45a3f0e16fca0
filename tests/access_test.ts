import assert from "node:assert/strict";
import {
  type AccessRow,
  EMAILS,
  fileWith,
  type Ids,
  SECRET,
  STRANGERS,
  WHO,
} from "./support/access.ts";
import { accessParts } from "./support/access_rows.ts";
import { PASSWORD, type TestClient } from "./support/client.ts";
import { PEOPLE, populated } from "./support/data.ts";
import { sources } from "./support/module_graph.ts";
import { startServer, UNLIMITED } from "./support/server.ts";

const PARTS = await accessParts();
const TABLE = PARTS.flatMap(({ access }) => access);

Deno.test("who may ask for what", async (t) => {
  await using data = await populated({
    ...PEOPLE,
    "ben@acme.test": { name: "Ben Okri", role: "agent" },
  });
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: UNLIMITED,
  });
  const { url } = server;
  const clients: Record<string, TestClient> = Object.fromEntries(
    Object.entries(EMAILS).map((
      [who, email],
    ) => [who, data.client(server, email)]),
  );
  const { ada } = clients;
  // So that a secret is there for the routes that name none.
  await given(ada);
  /** Made anew where the request may change it, which would spoil the next case. */
  const idsFor = (row: AccessRow) =>
    row.about || row.path?.includes("{") ? given(ada) : {};

  for (const row of TABLE) {
    await t.step(`${row.method} ${row.path ?? row.route}`, async () => {
      const got: Record<string, number> = {};
      for (const who of WHO) {
        const ids = await idsFor(row);
        const path = pathOf(row, ids);
        const client = row.ownSession && who !== "nobody"
          ? await server.login(EMAILS[who])
          : clients[who];
        const response = client
          ? await client.fetch(path, request(row, ids))
          : await fetch(url + path, request(row, ids));
        got[who] = response.status;
        const text = await textOf(response);
        if (STRANGERS.includes(who)) {
          assert.ok(!text.includes(SECRET), `${who} was told: ${text}`);
        }
        if (response.status >= 400 && row.route.startsWith("/api")) {
          const contentType = response.headers.get("content-type");
          assert.equal(contentType, "application/problem+json");
        }
      }
      assert.deepEqual(got, expected(row));
    });
  }

  await t.step("a cookie opens the same, but not to another site", async () => {
    const cookie = await cookieOf(url, EMAILS.ada);
    for (const row of TABLE) {
      if (row.method === "GET" || row.ownSession) continue;
      const ask = async (name: string, value: string) => {
        const ids = await idsFor(row);
        const path = pathOf(row, ids);
        const init = request(row, ids);
        const headers = new Headers(init.headers);
        headers.set("cookie", cookie);
        headers.set(name, value);
        const response = await fetch(url + path, { ...init, headers });
        await response.body?.cancel();
        return response.status;
      };
      const path = row.path ?? row.route;
      const { ada: good } = expected(row);
      const refused = row.signedByKey ? good : 403;
      assert.equal(await ask("sec-fetch-site", "same-origin"), good, path);
      assert.equal(await ask("origin", url), good, path);
      assert.equal(await ask("sec-fetch-site", "cross-site"), refused, path);
      assert.equal(await ask("sec-fetch-site", "same-site"), refused, path);
      assert.equal(await ask("origin", "https://evil.example"), refused, path);
      assert.equal(await ask("origin", "null"), refused, path);
    }
  });

  await t.step("every route has its rows, and no other method", async () => {
    const known = new Set(TABLE.map(({ route }) => route));
    assert.deepEqual([...known].toSorted(), routes());
    for (const route of known) {
      const rows = TABLE.filter((row) => row.route === route);
      const named = new Set<string>(rows.map(({ method }) => method));
      const path = (rows[0].path ?? route).replace(/\{\w+\}/, "1");
      const ask = async (method: string) => {
        const response = await ada.fetch(path, { method });
        await response.body?.cancel();
        return response;
      };
      const { headers } = await ask("OPTIONS");
      const allowed = headers.get("allow")?.split(", ")
        .filter((method) => method !== "HEAD" && method !== "OPTIONS");
      assert.deepEqual(allowed?.toSorted(), [...named].toSorted(), route);
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
        if (named.has(method)) continue;
        assert.equal((await ask(method)).status, 405, `${method} ${route}`);
      }
    }
  });
});

/** What all areas give. */
async function given(ada: TestClient): Promise<Ids> {
  const ids = await Promise.all(PARTS.map(({ given }) => given?.(ada)));
  return Object.assign({}, ...ids);
}

function expected({ answers }: AccessRow): Record<string, number> {
  const statuses = typeof answers === "number"
    ? WHO.map((who) => who === "nobody" ? 401 : answers)
    : answers;
  return Object.fromEntries(WHO.map((who, index) => [who, statuses[index]]));
}

function pathOf({ route, path = route }: AccessRow, ids: Ids): string {
  return path.replace(/\{(\w+)\}/, (_, name) => {
    if (!(name in ids)) throw new Error(`No area gives "${name}" for ${path}`);
    return String(ids[name]);
  });
}

function request(
  { method, about, form, file, ...row }: AccessRow,
  ids: Ids,
): RequestInit {
  const init = { method, redirect: "manual" as const };
  if (form) return { ...init, body: new URLSearchParams(form) };
  if (file) return { ...init, body: fileWith("harmless") };
  const body = about ? about(ids) : row.body;
  if (!body) return init;
  return {
    ...init,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

async function cookieOf(url: string, email: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  await response.body?.cancel();
  return response.headers.getSetCookie()[0].split(";")[0];
}

/** The body, or the beginning of a stream. */
async function textOf(response: Response): Promise<string> {
  if (response.headers.get("content-type") !== "text/event-stream") {
    return await response.text();
  }
  const reader = response.body!.pipeThrough(new TextDecoderStream())
    .getReader();
  let text = "";
  // The replay comes at once, and the first heartbeat much later.
  for (;;) {
    const pause = Promise.withResolvers<null>();
    const timer = setTimeout(() => pause.resolve(null), STREAM_PAUSE_MS);
    const read = await Promise.race([reader.read(), pause.promise]);
    clearTimeout(timer);
    if (read === null || read.done) break;
    text += read.value;
  }
  await reader.cancel();
  return text;
}

const STREAM_PAUSE_MS = 100;

/** The pattern of each file below `routes/` that answers requests. */
function routes(): string[] {
  return sources("routes")
    .filter((file) => !/\/_[^/]+$/.test(file))
    .map((file) => file.replace(/^routes/, "").replace(/\.tsx?$/, ""))
    .map((path) => path.replace(/\/index$/, "") || "/")
    .toSorted();
}
