import assert from "node:assert/strict";
import { connections } from "../attacks/watched.ts";
import { requestHead } from "../processes/raw_connection.ts";
import { populated } from "../support/data.ts";
import { ROOT } from "../support/module_graph.ts";
import { startServer, type TestServer, UNLIMITED } from "../support/server.ts";
import { until } from "../support/until.ts";
import { startNginx } from "./nginx.ts";

/** Both are this machine; to nginx and to Harbor they are two clients. */
const ATTACKER = "127.0.0.1";
const OTHER = "127.0.0.2";

/** As many streams as docs/operations/nginx.conf gives an address. */
const CONNECTIONS_OF_ONE = 1_000;

const VISITS = 5;

Deno.test("behind nginx, set up as docs/operations has it", async (t) => {
  await using data = await populated();
  await using server = await startServer({
    ...data,
    environment: {
      ...UNLIMITED,
      TRUST_PROXY: "true",
      RATE_LIMIT_VISIT: `${VISITS}/0.001`,
    },
  });
  await using nginx = await startNginx(data.dataDir, settingsFor(server));
  const url = `http://127.0.0.1:${nginx.port}`;
  const login = `${url}/login`;
  const ada = data.client({ url }, "ada@acme.test");

  await t.step(
    "events come at once, and a large file goes through",
    async () => {
      await using stream = await data.client({ url }, "ben@acme.test").stream();
      await ada.post("/api/messaging/send", {
        subject: "Through nginx",
        body: "…",
        recipients: ["ben@acme.test"],
      });
      await stream.until("the message", ({ event }) => event === "message:new");
      const form = new FormData();
      const text = "A line of a long letter.\n".repeat(200_000);
      form.append("file", new File([text], "letter.txt"));
      const response = await ada.fetch("/api/messaging/attachments/upload", {
        method: "POST",
        body: form,
      });
      const { items: [file] } = await response.json();
      assert.equal(file.fileSize, text.length);
    },
  );

  await t.step(
    "a thousand connections on which nothing, or half a request is said keep nobody away, and are let go",
    async () => {
      const before = descriptorsOf(server);
      const held = await connections(
        { url },
        1_000,
        (n) => n % 2 ? "" : "GET /healthz HTTP/1.1\r\nhost: harbor\r\nx-half: ",
      );
      assert.equal(held.length, 1_000);
      let open = held.length;
      for (const connection of held) {
        connection.hear().finally(() => {
          open--;
          connection[Symbol.dispose]();
        });
      }
      for (let n = 0; n < 20; n++) {
        assert.equal((await visit(`${url}/healthz`, OTHER)).status, 200);
      }
      assert.ok(descriptorsOf(server) < before + 100);
      await until("all have been let go", () => open === 0);
    },
  );

  await t.step(
    "an address that has all connections it may have takes none from others",
    async () => {
      const head = requestHead("GET /api/messaging/stream/acme", {
        authorization: `Bearer ${ada.token}`,
      });
      const held = await connections(
        { url },
        CONNECTIONS_OF_ONE,
        () => `${head}\r\n`,
      );
      try {
        await Promise.all(held.map((each) => each.hear("connected")));
        assert.equal((await visit(login, ATTACKER)).status, 429);
        assert.equal((await visit(login, OTHER)).status, 200);
      } finally {
        for (const connection of held) connection[Symbol.dispose]();
      }
    },
  );

  await t.step(
    "Harbor tells the addresses apart, whatever they say of themselves",
    async () => {
      for (const address of [ATTACKER, OTHER]) {
        const statuses: number[] = [];
        for (let n = 0; n < VISITS + 1; n++) {
          statuses.push((await visit(login, address)).status);
        }
        assert.equal(statuses.at(0), 200, address);
        assert.equal(statuses.at(-1), 429, address);
      }
    },
  );
});

/** What is documented, with the two addresses of this test. */
function settingsFor({ url }: TestServer): string {
  return Deno.readTextFileSync(`${ROOT}docs/operations/nginx.conf`)
    .replace("listen 80;", "listen 127.0.0.1:$PORT;")
    .replace("http://127.0.0.1:8000", url);
}

/** Asks on a connection of its own from one of this machine's addresses, and claims to be another. */
async function visit(url: string, localAddress: string): Promise<Response> {
  using client = Deno.createHttpClient({ localAddress });
  const init: RequestInit & { client: Deno.HttpClient } = {
    client,
    headers: { "x-forwarded-for": crypto.randomUUID() },
  };
  const response = await fetch(url, init);
  await response.body?.cancel();
  return response;
}

function descriptorsOf({ process: { pid } }: TestServer): number {
  return [...Deno.readDirSync(`/proc/${pid}/fd`)].length;
}
