import assert from "node:assert/strict";
import { createConnection } from "../../../lib/client/connection/connection.ts";
import { silentDiagnostics } from "../../../lib/client/connection/diagnostics.ts";
import { createSession } from "../../../lib/client/page/session.ts";
import {
  fakePlatform,
  type FakeStream,
  fakeStream,
  recordedArrivals,
  type Request,
  settle,
} from "../fake_platform.ts";

const isStream = ({ url }: Request) => url.includes("/stream/");

/** A connection to a server of which each part can be switched off. */
function connect() {
  const platform = fakePlatform();
  const streams: FakeStream[] = [];
  const arrivals = recordedArrivals(10);
  const statuses: string[] = [];
  const suspended: boolean[] = [];
  const server = {
    stream: "open" as "open" | "silent" | "down" | "busy" | "forbidden",
    polls: "open" as "open" | "hasty" | "down",
    position: 10,
  };
  platform.answer = (request) => {
    if (isStream(request)) {
      if (server.stream === "down") throw new TypeError("Failed to fetch");
      if (server.stream === "forbidden") {
        return new Response("<h1>Blocked by policy", { status: 403 });
      }
      if (server.stream === "busy") {
        return new Response(null, {
          status: 503,
          headers: { "retry-after": "7" },
        });
      }
      const stream = fakeStream();
      streams.push(stream);
      const position = Number(request.headers.get("last-event-id"));
      if (server.stream === "open") stream.connected(position);
      return stream.response;
    }
    if (server.polls === "down") throw new TypeError("Failed to fetch");
    const wait = Number(new URLSearchParams(request.url).get("wait"));
    if (server.polls === "hasty" && wait > 0) {
      return new Response(null, { status: 504 });
    }
    const answer = () =>
      Response.json({
        events: [],
        position: server.position,
        derived: [],
        reset: null,
      });
    return new Promise((resolve) =>
      platform.after(wait * 1_000, () => resolve(answer()))
    );
  };
  const connection = createConnection({
    platform,
    session: createSession(platform),
    reader: { tenantId: "acme", userId: 7 },
    arrivals,
    diagnostics: silentDiagnostics(),
    onStatus: (status) => {
      if (status !== statuses.at(-1)) statuses.push(status);
    },
    onSuspended: (is) => void suspended.push(is),
  });
  const polls = () =>
    platform.requests.filter((request) => !isStream(request)).length;
  return {
    platform,
    streams,
    arrivals,
    statuses,
    suspended,
    server,
    connection,
    polls,
  };
}

Deno.test("a connection is live once the stream has said its first word", async () => {
  const { platform, statuses, connection, polls } = connect();
  connection.start();
  await settle();
  assert.deepEqual(statuses, ["connecting", "live"]);
  await platform.tick(39_000);
  assert.equal(polls(), 0);
  connection.stop();
});

Deno.test("a stream that ends is resumed at the position reached", async () => {
  const { platform, streams, connection } = connect();
  connection.start();
  await settle();
  streams[0].event(17, "x", {});
  await platform.tick(6_000);
  streams[0].end();
  await platform.tick(1_000);
  assert.equal(streams.length, 2);
  assert.equal(platform.requests.at(-1)?.headers.get("last-event-id"), "17");
  connection.stop();
});

Deno.test("a stalled stream is left for a new one at the same position", async () => {
  const { platform, streams, statuses, connection } = connect();
  connection.start();
  await settle();
  streams[0].ping(30);
  await platform.tick(41_000);
  assert.equal(streams.length, 2);
  assert.equal(platform.requests.at(-1)?.headers.get("last-event-id"), "30");
  assert.deepEqual(statuses, ["connecting", "live", "connecting", "live"]);
  connection.stop();
});

Deno.test("without streams it polls, and tells so; with streams again it is live by itself", async () => {
  const { platform, statuses, server, connection, polls } = connect();
  server.stream = "silent";
  connection.start();
  await platform.tick(11_000);
  assert.deepEqual(statuses, ["connecting", "polling"]);

  server.stream = "open";
  await platform.tick(60_000);
  assert.deepEqual(statuses, ["connecting", "polling", "live"]);
  const pollsBefore = polls();
  await platform.tick(35_000);
  assert.equal(polls(), pollsBefore, "no poll while the stream is up");
  connection.stop();
});

Deno.test("where a proxy forbids streams, it polls for good and never leaves the page", async () => {
  const { platform, statuses, server, connection } = connect();
  server.stream = "forbidden";
  connection.start();
  await platform.tick(15 * 60_000);
  assert.deepEqual(statuses, ["connecting", "polling"]);
  assert.deepEqual(platform.leftFor, []);
  connection.stop();
});

Deno.test("a long poll waits at the server, but not past the time when the stream is tried again", async () => {
  const { platform, server, connection } = connect();
  server.stream = "silent";
  connection.start();
  await platform.tick(10_100);
  server.stream = "down";
  await platform.tick(52_000);
  const waits = platform.requests.filter((request) => !isStream(request))
    .map(({ url, at }) => [at, new URLSearchParams(url).get("wait")]);
  assert.deepEqual(waits.slice(0, 3), [
    [10_000, "0"],
    [10_000, "25"],
    [35_000, "5"],
  ]);
  connection.stop();
});

Deno.test("where requests may not wait, it asks every fifteen seconds, and tells so", async () => {
  const { platform, statuses, server, connection } = connect();
  server.stream = "down";
  server.polls = "hasty";
  connection.start();
  await platform.tick(10_000);
  const before = platform.requests.length;
  statuses.length = 0;
  await platform.tick(90_000);
  const polls = platform.requests.slice(before)
    .filter((request) => !isStream(request));
  for (const { url } of polls) {
    assert.equal(new URLSearchParams(url).get("wait"), "0");
  }
  assert.ok(polls.length >= 6 && polls.length <= 9, `${polls.length} in 90 s`);
  assert.deepEqual(statuses, ["polling"]);
  connection.stop();
});

Deno.test("with nothing answering it is offline, and tries on and on, ever more rarely", async () => {
  const { platform, statuses, server, connection } = connect();
  server.stream = "down";
  server.polls = "down";
  connection.start();
  await platform.tick(60_000);
  assert.deepEqual(statuses, ["connecting", "offline"]);
  const before = platform.requests.length;
  await platform.tick(600_000);
  assert.equal(platform.requests.length - before, 40);
  connection.stop();
});

Deno.test("after an outage of the whole server it is live as soon as a try gets through", async () => {
  const { platform, statuses, server, connection } = connect();
  server.stream = "down";
  server.polls = "down";
  connection.start();
  await platform.tick(120_000);
  server.stream = "open";
  server.polls = "open";
  await platform.tick(15_100);
  assert.equal(statuses.at(-1), "live");
  connection.stop();
});

Deno.test("a server that asks for patience gets it", async () => {
  const { platform, server, connection } = connect();
  server.stream = "busy";
  connection.start();
  await platform.tick(6_999);
  assert.equal(platform.requests.length, 1);
  await platform.tick(1_000);
  assert.equal(platform.requests.length, 2);
  connection.stop();
});

Deno.test("a pause ends at once when the network is back, or the window is looked at", async () => {
  for (const event of ["online", "visibilitychange"] as const) {
    const { platform, statuses, server, connection } = connect();
    server.stream = "down";
    server.polls = "down";
    connection.start();
    await platform.tick(300_000);
    server.stream = "open";
    await platform.dispatch(event);
    assert.equal(statuses.at(-1), "live", event);
    connection.stop();
  }
});

Deno.test("a healthy stream is left alone when the window is looked at", async () => {
  const { platform, streams, connection } = connect();
  connection.start();
  await settle();
  await platform.tick(15_000);
  await platform.dispatch("visibilitychange");
  await platform.dispatch("online");
  assert.equal(streams.length, 1);
  connection.stop();
});

Deno.test("a stream that may have died in its sleep is replaced when the window is looked at", async () => {
  const { platform, streams, connection } = connect();
  connection.start();
  await settle();
  await platform.tick(25_000);
  await platform.dispatch("visibilitychange");
  assert.equal(streams.length, 2);
  assert.equal(streams[0].isGone, true);
  connection.stop();
});

Deno.test("when the browser loses the network the status says so at once", async () => {
  const { platform, streams, statuses, server, connection } = connect();
  connection.start();
  await settle();
  server.stream = "down";
  platform.isOnline = () => false;
  await platform.dispatch("offline");
  assert.equal(streams[0].isGone, true);
  assert.equal(statuses.at(-1), "offline");

  server.stream = "open";
  platform.isOnline = () => true;
  await platform.dispatch("online");
  assert.equal(statuses.at(-1), "live");
  connection.stop();
});

Deno.test("a replaced connection rests until its window is looked at again", async () => {
  const { platform, streams, statuses, suspended, connection } = connect();
  platform.isVisible = () => false;
  connection.start();
  await settle();
  streams[0].signal("replaced", {});
  streams[0].end();
  await platform.tick(3_600_000);
  await platform.dispatch("online");
  await platform.dispatch("visibilitychange");
  connection.hurry();
  await settle();
  assert.equal(streams.length, 1);
  assert.equal(platform.timers, 0);
  assert.equal(statuses.at(-1), "offline");

  platform.isVisible = () => true;
  await platform.dispatch("visibilitychange");
  assert.equal(streams.length, 2);
  assert.equal(statuses.at(-1), "live");
  assert.deepEqual(suspended, [true, false]);
  connection.stop();
});

Deno.test("a session that has expired is renewed once, and the stream goes on where it was", async () => {
  const { platform, streams, arrivals, connection } = connect();
  const answer = platform.answer;
  connection.start();
  await settle();
  streams[0].event(17, "x", {});
  await platform.tick(6_000);
  let isExpired = true;
  platform.answer = (request) => {
    if (request.url === "/api/auth/refresh") {
      isExpired = false;
      return new Response(null);
    }
    return isExpired ? new Response(null, { status: 401 }) : answer(request);
  };
  const before = platform.requests.length;
  streams[0].end();
  await platform.tick(1_000);
  assert.deepEqual(
    platform.requests.slice(before).map(({ url, headers }) => [
      url,
      headers.get("last-event-id"),
    ]),
    [
      ["/api/messaging/stream/acme", "17"],
      ["/api/auth/refresh", null],
      ["/api/messaging/stream/acme", "17"],
    ],
  );
  streams[1].event(18, "x", {});
  await settle();
  assert.deepEqual(arrivals.heard, [17, 18]);
  connection.stop();
});

Deno.test("an ended session ends the connection: it never goes on as nobody", async () => {
  const { platform, connection } = connect();
  platform.answer = () => new Response(null, { status: 401 });
  connection.start();
  await platform.tick(600_000);
  assert.equal(platform.requests.length, 2);
  assert.equal(platform.leftFor.length, 1);
});

Deno.test("a stopped connection leaves nothing behind, and starts again where it was", async () => {
  const { platform, streams, connection } = connect();
  connection.start();
  connection.start();
  await settle();
  streams[0].event(12, "x", {});
  await settle();
  connection.stop();
  await settle();
  assert.equal(streams[0].isGone, true);
  assert.equal(platform.timers, 0);

  connection.start();
  await settle();
  assert.equal(streams.length, 2);
  assert.equal(platform.requests.at(-1)?.headers.get("last-event-id"), "12");
  connection.stop();
});

Deno.test("a reader who asks for it has the stream tried at once, whatever is under way", async () => {
  const { platform, streams, statuses, server, connection } = connect();
  server.stream = "down";
  connection.start();
  await platform.tick(20_000);
  assert.equal(statuses.at(-1), "polling");
  server.stream = "open";
  connection.restart();
  await settle();
  assert.equal(statuses.at(-1), "live");

  connection.restart();
  await settle();
  assert.equal(streams.length, 1, "a healthy stream is left alone");
  connection.stop();
});

Deno.test("a connection that hurries does not wait for the end of its pause", async () => {
  const { platform, streams, server, connection } = connect();
  server.stream = "down";
  server.polls = "down";
  connection.start();
  await platform.tick(300_000);
  server.stream = "open";
  connection.hurry();
  await settle();
  assert.equal(streams.length, 1);
  connection.stop();
});
