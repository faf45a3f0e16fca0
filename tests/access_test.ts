import assert from "node:assert/strict";
import { PASSWORD, type TestClient } from "./support/client.ts";
import { PEOPLE, populated } from "./support/data.ts";
import { sources } from "./support/module_graph.ts";
import { startServer, UNLIMITED } from "./support/server.ts";

/**
 * Who asks. Of each message below, Ada (a subscriber of acme) is the sender, Ben (an agent, who may
 * do here what a subscriber may) the recipient;
 * Carla administers acme and has no part in it; Gina and Greg are subscriber and admin of another
 * tenant, Root is the global admin.
 */
const WHO = ["nobody", "ada", "ben", "carla", "root", "gina", "greg"] as const;

const EMAILS: Record<string, string> = {
  ada: "ada@acme.test",
  ben: "ben@acme.test",
  carla: "carla@acme.test",
  root: "root@system.test",
  gina: "gina@globex.test",
  greg: "greg@globex.test",
};

/** Stands in what Ada writes to Ben, and in the file with it; nobody else may ever see it. */
const SECRET = "for-ben-alone";
const STRANGERS = ["nobody", "carla", "root", "gina", "greg"];

interface Row {
  route: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With `{message}`, `{media}` and `{attachment}` for ids; by default the route. */
  path?: string;
  /** JSON. */
  body?: unknown;
  /** JSON about the message. */
  about?: (ids: Ids) => unknown;
  /** Posts a file. */
  file?: true;
  /** Fields of a page's form. */
  form?: Record<string, string>;
  /** What it does to the session would spoil the next case. */
  ownSession?: true;
  /** The status for each of `WHO`, in that order; one number is for all but nobody, who gets 401. */
  answers: number[] | number;
}

/** Of the message, the file that is attached to it, and the attachment. */
interface Ids {
  message: number;
  media: number;
  attachment: number;
}

const PAGE = "/[lang]/harbor/messaging";
const LIBRARY_PAGE = "/[lang]/harbor/library";
const LIMITS_PAGE = "/[lang]/harbor/admin/limits";

const TABLE: Row[] = [
  { route: "/healthz", method: "GET", answers: everybody(200) },
  { route: "/readyz", method: "GET", answers: everybody(200) },
  // To this machine; from elsewhere it wants a token.
  { route: "/metrics", method: "GET", answers: everybody(200) },
  { route: "/api/openapi.json", method: "GET", answers: everybody(200) },

  {
    route: "/api/auth/login",
    method: "POST",
    body: { email: "ada@acme.test", password: PASSWORD },
    answers: everybody(200),
  },
  { route: "/api/auth/refresh", method: "POST", answers: 200 },
  {
    route: "/api/auth/logout",
    method: "POST",
    ownSession: true,
    answers: everybody(204),
  },
  {
    route: "/logout",
    method: "POST",
    ownSession: true,
    answers: everybody(303),
  },

  { route: "/api/people", method: "GET", answers: 200 },
  { route: "/api/messages", method: "GET", answers: 200 },
  {
    route: "/api/messages",
    method: "GET",
    path: `/api/messages?box=inbox&q=${SECRET}`,
    answers: 200,
  },
  { route: "/api/messaging/messages", method: "GET", answers: 200 },
  { route: "/api/messaging/unread-count", method: "GET", answers: 200 },
  {
    route: "/api/messaging/messages/[id]",
    method: "GET",
    path: "/api/messaging/messages/{message}",
    answers: [401, 200, 200, 404, 404, 404, 404],
  },
  {
    route: "/api/messaging/messages/[id]/read",
    method: "POST",
    path: "/api/messaging/messages/{message}/read",
    answers: [401, 200, 200, 404, 404, 404, 404],
  },
  {
    route: "/api/messaging/messages/read",
    method: "POST",
    body: { ids: [1] },
    answers: 200,
  },
  {
    route: "/api/messaging/send",
    method: "POST",
    body: { recipients: ["ben@acme.test"], subject: "", body: "" },
    answers: [401, 201, 201, 201, 422, 422, 422],
  },
  {
    route: "/api/messaging/send",
    method: "POST",
    body: { tenants: ["acme"], subject: "", body: "" },
    answers: [401, 403, 403, 403, 201, 403, 403],
  },

  {
    route: "/api/messaging/attachments/upload",
    method: "POST",
    file: true,
    answers: 201,
  },
  {
    route: "/api/messaging/attachments/attach",
    method: "POST",
    about: ({ message, media }) => ({ messageId: message, mediaIds: [media] }),
    answers: [401, 200, 403, 404, 404, 404, 404],
  },
  {
    route: "/api/messaging/attachments/[id]",
    method: "GET",
    path: "/api/messaging/attachments/{message}",
    answers: [401, 200, 200, 404, 404, 404, 404],
  },
  {
    route: "/api/messaging/attachments/[id]",
    method: "DELETE",
    path: "/api/messaging/attachments/{attachment}",
    answers: [401, 204, 403, 404, 404, 404, 404],
  },
  { route: "/api/media", method: "GET", answers: 200 },
  {
    route: "/api/media/[id]",
    method: "GET",
    path: "/api/media/{media}",
    answers: [401, 200, 200, 404, 404, 404, 404],
  },
  {
    route: "/api/media/[id]",
    method: "PATCH",
    path: "/api/media/{media}",
    body: { description: "" },
    answers: [401, 200, 403, 404, 404, 404, 404],
  },
  {
    route: "/api/media/[id]",
    method: "DELETE",
    path: "/api/media/{media}",
    answers: [401, 204, 403, 404, 404, 404, 404],
  },
  {
    route: "/api/media/[id]/content",
    method: "GET",
    path: "/api/media/{media}/content",
    answers: [401, 200, 200, 404, 404, 404, 404],
  },
  {
    route: "/api/media/[id]/thumbnail",
    method: "GET",
    path: "/api/media/{media}/thumbnail",
    // A text has none.
    answers: [401, 404, 404, 404, 404, 404, 404],
  },

  {
    route: "/api/admin/limits",
    method: "GET",
    answers: [401, 403, 403, 403, 200, 403, 403],
  },
  {
    route: "/api/admin/limits",
    method: "PUT",
    body: { maxSubjectLength: 200 },
    answers: [401, 403, 403, 403, 200, 403, 403],
  },
  {
    route: "/api/admin/tenants/[tenantId]/limits",
    method: "GET",
    path: "/api/admin/tenants/acme/limits",
    answers: [401, 403, 403, 200, 200, 404, 404],
  },
  {
    route: "/api/admin/tenants/[tenantId]/limits",
    method: "PUT",
    path: "/api/admin/tenants/acme/limits",
    body: { maxSubjectLength: 200 },
    answers: [401, 403, 403, 200, 200, 404, 404],
  },
  {
    route: "/api/admin/tenants/[tenantId]/limits",
    method: "GET",
    path: "/api/admin/tenants/nowhere/limits",
    answers: [401, 404, 404, 404, 404, 404, 404],
  },

  {
    route: "/api/messaging/stream/[tenantId]",
    method: "GET",
    path: "/api/messaging/stream/acme?lastEventId=0",
    answers: [401, 200, 200, 200, 403, 403, 403],
  },
  {
    route: "/api/messaging/stream/[tenantId]",
    method: "GET",
    path: "/api/messaging/stream/globex",
    answers: [401, 403, 403, 403, 403, 200, 200],
  },
  {
    route: "/api/messaging/stream/[tenantId]",
    method: "GET",
    path: "/api/messaging/stream/nowhere",
    answers: [401, 403, 403, 403, 403, 403, 403],
  },
  {
    route: "/api/messaging/events",
    method: "GET",
    path: "/api/messaging/events?after=0&limit=1000",
    answers: 200,
  },
  { route: "/api/realtime/status", method: "GET", answers: 200 },

  { route: "/", method: "GET", answers: everybody(302) },
  { route: "/login", method: "GET", answers: everybody(200) },
  {
    route: "/login",
    method: "POST",
    form: { email: "ada@acme.test", password: PASSWORD },
    answers: everybody(303),
  },
  {
    route: "/preferences",
    method: "POST",
    form: { theme: "dark" },
    answers: everybody(303),
  },
  {
    route: LIMITS_PAGE,
    method: "GET",
    path: "/en/harbor/admin/limits",
    answers: [302, 403, 403, 200, 200, 403, 200],
  },
  {
    route: LIMITS_PAGE,
    method: "POST",
    path: "/en/harbor/admin/limits?tenant=acme",
    form: { maxFilesPerMessage: "10", inheritsTypes: "true" },
    answers: [303, 403, 403, 303, 303, 403, 303],
  },
  {
    route: LIBRARY_PAGE,
    method: "GET",
    path: "/en/harbor/library",
    answers: [302, 200, 200, 200, 200, 200, 200],
  },
  {
    route: LIBRARY_PAGE,
    method: "GET",
    path: "/en/harbor/library?file={media}",
    answers: [302, 200, 200, 404, 404, 404, 404],
  },
  {
    route: LIBRARY_PAGE,
    method: "POST",
    path: "/en/harbor/library",
    file: true,
    answers: everybody(303),
  },
  {
    route: LIBRARY_PAGE,
    method: "POST",
    path: "/en/harbor/library?file={media}",
    form: { intent: "save", fileName: "Renamed.txt" },
    answers: [303, 303, 403, 404, 404, 404, 404],
  },
  {
    route: LIBRARY_PAGE,
    method: "POST",
    path: "/en/harbor/library?file={media}",
    form: { intent: "delete" },
    answers: [303, 303, 403, 404, 404, 404, 404],
  },
  {
    route: PAGE,
    method: "GET",
    path: "/en/harbor/messaging",
    answers: [302, 200, 200, 200, 200, 200, 200],
  },
  {
    route: PAGE,
    method: "GET",
    path: "/xx/harbor/messaging",
    answers: [302, 404, 404, 404, 404, 404, 404],
  },
  {
    route: PAGE,
    method: "GET",
    path: "/en/harbor/messaging?message={message}",
    answers: [302, 200, 200, 404, 404, 404, 404],
  },
  {
    route: PAGE,
    method: "POST",
    path: "/en/harbor/messaging",
    form: { to: "ben@acme.test", subject: "By form", body: "" },
    answers: [303, 303, 303, 303, 422, 422, 422],
  },
];

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
  const secret = await sendSecret(ada);
  /** What one of them does to it would spoil the next case. */
  const idsFor = (row: Row) =>
    row.about || row.path?.includes("{") ? sendSecret(ada) : secret;

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
      assert.equal(await ask("sec-fetch-site", "same-origin"), good, path);
      assert.equal(await ask("origin", url), good, path);
      assert.equal(await ask("sec-fetch-site", "cross-site"), 403, path);
      assert.equal(await ask("sec-fetch-site", "same-site"), 403, path);
      assert.equal(await ask("origin", "https://evil.example"), 403, path);
      assert.equal(await ask("origin", "null"), 403, path);
    }
  });

  await t.step("every route has its rows, and no other method", async () => {
    const known = new Set(TABLE.map(({ route }) => route));
    assert.deepEqual([...known].toSorted(), routes());
    for (const route of known) {
      const rows = TABLE.filter((row) => row.route === route);
      const named = new Set<string>(rows.map(({ method }) => method));
      const path = pathOf(rows[0], { message: 1, media: 1, attachment: 1 });
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

function everybody(status: number): number[] {
  return WHO.map(() => status);
}

function expected({ answers }: Row): Record<string, number> {
  const statuses = typeof answers === "number"
    ? WHO.map((who) => who === "nobody" ? 401 : answers)
    : answers;
  return Object.fromEntries(WHO.map((who, index) => [who, statuses[index]]));
}

function pathOf({ route, path = route }: Row, ids: Ids): string {
  return path.replace(
    /\{(\w+)\}/,
    (_, name: keyof Ids) => String(ids[name]),
  );
}

function request(
  { method, about, form, file, ...row }: Row,
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

async function sendSecret(sender: TestClient): Promise<Ids> {
  const upload = await sender.fetch("/api/messaging/attachments/upload", {
    method: "POST",
    body: fileWith(SECRET),
  });
  const { items: [{ id: media }] } = await upload.json();
  const { id: message, attachments: [attachment] } = await sender.post(
    "/api/messaging/send",
    {
      recipients: ["ben@acme.test"],
      subject: SECRET,
      body: SECRET,
      attachments: [media],
    },
  );
  return { message, media, attachment: attachment.id };
}

function fileWith(text: string): FormData {
  const form = new FormData();
  form.append("file", new File([text], `${text}.txt`));
  return form;
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

/** The body; of a stream, what it begins with. */
async function textOf(response: Response): Promise<string> {
  if (response.headers.get("content-type") !== "text/event-stream") {
    return await response.text();
  }
  const reader = response.body!.pipeThrough(new TextDecoderStream())
    .getReader();
  let text = "";
  // What there is to replay comes at once, and the first heartbeat much later.
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
