import assert from "node:assert/strict";
import { type Nginx, onlyServer, startNginx } from "../servers/nginx.ts";
import type { TestClient } from "../support/client.ts";
import { populated } from "../support/data.ts";
import { startServer, UNLIMITED } from "../support/server.ts";
import { until } from "../support/until.ts";
import { summary } from "./figures.ts";
import { listenByFetch, listenByHttp2, type Listening } from "./listening.ts";
import { pause } from "./scene.ts";

const MESSAGES = 20;
const BETWEEN_MS = 25;

/** What nginx may add; a machine with other work needs most of it. */
const LAG_BOUND_MS = 250;

/** How long nothing comes in the control, where nginx waits for its buffer to fill. */
const HELD_BACK_MS = 2_000;

const HTTP1 = "listen 127.0.0.1:$PORT;";

/** How a client comes to nginx. */
const CLIENTS = [
  { protocol: "HTTP/1.1", listen: HTTP1, open: listenByFetch },
  {
    protocol: "HTTP/2.0",
    listen: "listen 127.0.0.1:$PORT ssl http2; $CERTIFICATE",
    open: listenByFetch,
  },
  {
    protocol: "HTTP/2.0",
    listen: "listen 127.0.0.1:$PORT http2;",
    open: listenByHttp2,
  },
];

/** How nginx comes to us; unless it is told, by HTTP/1.0. */
const UPSTREAMS = {
  "HTTP/1.0": "",
  "HTTP/1.1": 'proxy_http_version 1.1; proxy_set_header Connection "";',
};

Deno.test("behind nginx", async (t) => {
  await using data = await populated();
  await using server = await startServer({ ...data, environment: UNLIMITED });
  const ada = data.client(server, "ada@acme.test");
  const { token } = data.client(server, "ben@acme.test");
  const start = (listen: string, directives: string) =>
    startNginx(
      data.dataDir,
      onlyServer(`server {
        ${listen}
        location / {
          proxy_pass ${server.url};
          add_header X-Protocol $server_protocol;
          ${directives}
        }
      }`),
    );
  const listenDirectly = () =>
    listenByFetch({ url: streamAt(server.url), token });

  for (const { protocol, listen, open } of CLIENTS) {
    for (const [upstream, directives] of Object.entries(UPSTREAMS)) {
      const name = `${listen.includes("ssl") ? "TLS, " : ""}${protocol}`;
      await t.step(
        `events arrive at once: ${name}, from us ${upstream}`,
        async () => {
          await using nginx = await start(listen, directives);
          using direct = listenDirectly();
          using behind = open({
            url: streamAt(urlOf(nginx, listen)),
            token,
            certificate: nginx.certificate,
          });
          await arrivals("connected", direct, behind);
          assert.equal(behind.protocol, protocol);
          const lags: number[] = [];
          for (let n = 0; n < MESSAGES; n++) {
            const [first, second] = await arrivals(
              await send(ada),
              direct,
              behind,
            );
            lags.push(Math.max(second - first, 0));
            await pause(BETWEEN_MS);
          }
          console.log(`later than without nginx: ${summary(lags)}`);
          assert.ok(Math.max(...lags) <= LAG_BOUND_MS);
        },
      );
    }
  }

  await t.step(
    "and this test would see it if they did not: without our header, nothing comes",
    async () => {
      const ignore = "proxy_ignore_headers X-Accel-Buffering;";
      await using nginx = await start(HTTP1, ignore);
      using direct = listenDirectly();
      using behind = listenByFetch({
        url: streamAt(urlOf(nginx, HTTP1)),
        token,
      });
      await arrivals("connected", direct);
      const text = await send(ada);
      await arrivals(text, direct);
      await pause(HELD_BACK_MS);
      assert.equal(behind.arrivalOf(text), undefined);
    },
  );
});

function streamAt(origin: string): URL {
  return new URL("/api/messaging/stream/acme", origin);
}

function urlOf({ port }: Nginx, listen: string): string {
  // The certificate is for this name.
  return listen.includes("ssl")
    ? `https://localhost:${port}`
    : `http://127.0.0.1:${port}`;
}

/** Sends a message and answers a text by which one knows its event. */
async function send(client: TestClient): Promise<string> {
  const { id } = await client.post("/api/messaging/send", {
    subject: "Through nginx",
    body: "…",
    recipients: ["ben@acme.test"],
  });
  return `{"messageId":${id},`;
}

/** Waits until `text` has come on each, and answers when it did. */
async function arrivals(
  text: string,
  ...all: Listening[]
): Promise<number[]> {
  const times = () => all.map((listening) => listening.arrivalOf(text));
  await until(
    `"${text}" has come`,
    () => times().every((time) => time !== undefined),
  );
  return times() as number[];
}
