import assert from "node:assert/strict";
import { silentDiagnostics } from "../../../lib/client/connection/diagnostics.ts";
import type { Outcome } from "../../../lib/client/connection/outcome.ts";
import { PROBLEM_TYPES } from "../../../lib/shared/problem_types.ts";
import { createSession } from "../../../lib/client/page/session.ts";
import { readStream } from "../../../lib/client/connection/stream.ts";
import {
  fakePlatform,
  fakeStream,
  recordedArrivals,
  settle,
} from "../fake_platform.ts";

function open(position = 10) {
  const platform = fakePlatform();
  const stream = fakeStream();
  platform.answer = () => stream.response;
  const arrivals = recordedArrivals(position);
  const diagnostics = silentDiagnostics();
  const stop = new AbortController();
  const roundTrips: number[] = [];
  const start = () =>
    readStream({
      platform,
      session: createSession(platform),
      reader: { tenantId: "acme", userId: 7 },
      arrivals,
      diagnostics,
      onConnected: (roundTrip) => void roundTrips.push(roundTrip),
      onLife() {},
    }, stop.signal);
  return { platform, stream, arrivals, diagnostics, stop, roundTrips, start };
}

Deno.test("a stream is asked for behind the position that the page stands at", async () => {
  const { platform, stream, start } = open(10);
  const outcome = start();
  await settle();
  const [{ url, headers }] = platform.requests;
  assert.equal(url, "/api/messaging/stream/acme");
  assert.equal(headers.get("last-event-id"), "10");
  assert.equal(headers.get("accept"), "text/event-stream");
  stream.end();
  await outcome;
});

Deno.test("events, signals and heartbeats arrive as what they are", async () => {
  const { stream, arrivals, start } = open(10);
  start();
  stream.connected(10, [{ type: "unread:count", data: {} }]);
  stream.event(12, "message:new", {});
  stream.signal("typing", {});
  stream.ping(20);
  await settle();
  assert.deepEqual(arrivals.heard, ["unread:count", 12, "typing"]);
  assert.equal(arrivals.position, 20);
});

Deno.test("an event that comes in pieces is one event", async () => {
  const { stream, arrivals, start } = open(10);
  start();
  const bytes = 'id: 11\nevent: x\ndata: {"type":"x","data":{"a":"nhé"}}\n\n';
  for (const piece of bytes) stream.send(piece);
  await settle();
  assert.deepEqual(arrivals.heard, [11]);
});

Deno.test("a reset moves the position, wherever it was", async () => {
  const { stream, arrivals, start } = open(10);
  start();
  stream.send(
    'id: 4\nevent: reset\ndata: {"type":"reset","data":{"reason":"…","position":4}}\n\n',
  );
  await settle();
  assert.deepEqual(arrivals.heard, ["reset 4"]);
  assert.equal(arrivals.position, 4);
});

Deno.test("what does not follow the format is counted and dropped", async () => {
  const { stream, arrivals, diagnostics, start } = open(10);
  start();
  stream.send("id: 11\nevent: x\ndata: {not json\n\n");
  stream.send('id: 12\nevent: x\ndata: {"type":"x"}\n\n');
  stream.send('id: twelve\nevent: x\ndata: {"type":"x","data":{}}\n\n');
  stream.send("id: 13\nevent: x\ndata: null\n\n");
  stream.event(14, "x", {});
  await settle();
  assert.deepEqual(arrivals.heard, [14]);
  assert.equal(diagnostics.counts.malformed, 4);
});

Deno.test("the time from the request to the first event is measured", async () => {
  const { platform, stream, roundTrips, start } = open();
  start();
  await platform.tick(120);
  stream.connected(10);
  await settle();
  assert.deepEqual(roundTrips, [120]);
});

async function outcomeOf(
  play: (part: ReturnType<typeof open>) => Promise<void> | void,
): Promise<Outcome> {
  const part = open();
  const outcome = part.start();
  await settle();
  await play(part);
  return await outcome;
}

Deno.test("a stream that has lasted and then ends, or breaks, has worked", async () => {
  for (const how of ["end", "break"] as const) {
    const outcome = await outcomeOf(async ({ platform, stream }) => {
      stream.connected(10);
      await platform.tick(5_000);
      stream[how]();
    });
    assert.deepEqual(outcome, { kind: "worked" });
  }
});

Deno.test("a stream that breaks soon after it began has failed, unless the server drains", async () => {
  assert.deepEqual(
    await outcomeOf(({ stream }) => {
      stream.connected(10);
      stream.end();
    }),
    { kind: "failed" },
  );
  assert.deepEqual(
    await outcomeOf(({ stream }) => {
      stream.connected(10);
      stream.signal("server:draining", { closesWithinMs: 2_000 });
      stream.end();
    }),
    { kind: "worked" },
  );
});

Deno.test("a stream without a first event within ten seconds is silent", async () => {
  const outcome = await outcomeOf(({ platform }) => platform.tick(10_000));
  assert.deepEqual(outcome, { kind: "silent" });
});

Deno.test("a stream without a byte for forty seconds is given up", async () => {
  const part = open();
  const outcome = part.start();
  part.stream.connected(10);
  await part.platform.tick(39_000);
  part.stream.ping(11);
  await part.platform.tick(39_000);
  assert.equal(part.stream.isGone, false);
  await part.platform.tick(1_000);
  assert.equal(part.stream.isGone, true);
  assert.deepEqual(await outcome, { kind: "worked" });
});

Deno.test("a stream that was replaced says so", async () => {
  const outcome = await outcomeOf(({ stream }) => {
    stream.connected(10);
    stream.signal("replaced", {});
    stream.end();
  });
  assert.deepEqual(outcome, { kind: "replaced" });
});

Deno.test("a stream near its session's end renews the session", async () => {
  const { platform, stream, start } = open();
  platform.answer = ({ url }) =>
    url === "/api/auth/refresh" ? new Response() : stream.response;
  start();
  stream.connected(10);
  stream.signal("auth:expiring", { expiresAt: "2026-03-01T09:00:30Z" });
  await settle();
  assert.equal(platform.requests.at(-1)?.url, "/api/auth/refresh");
});

Deno.test("what is not an event stream is none, whatever its status", async () => {
  const refusals: [Response, Outcome][] = [
    [new Response(null, { status: 502 }), { kind: "failed" }],
    [new Response("<p>Sign in to the hotel's network"), { kind: "failed" }],
    [
      new Response(null, { status: 503, headers: { "retry-after": "5" } }),
      { kind: "busy", retryAfter: 5_000 },
    ],
    [
      new Response(null, { status: 429, headers: { "retry-after": "2" } }),
      { kind: "busy", retryAfter: 2_000 },
    ],
  ];
  for (const [response, expected] of refusals) {
    const part = open();
    part.platform.answer = () => response;
    assert.deepEqual(await part.start(), expected);
  }
});

Deno.test("a stream whose session is over says so", async () => {
  const { platform, start } = open();
  platform.answer = () => new Response(null, { status: 401 });
  assert.deepEqual(await start(), { kind: "signedOut" });
});

Deno.test("a stream that is somebody else's is not read: the page starts over as theirs", async () => {
  const part = open();
  const outcome = part.start();
  part.stream.send(
    'event: connected\ndata: {"type":"connected","data":{"tenantId":"acme","userId":8}}\n\n' +
      'id: 11\nevent: x\ndata: {"type":"x","data":{}}\n\n',
  );
  assert.deepEqual(await outcome, { kind: "signedOut" });
  assert.deepEqual(part.arrivals.heard, []);
  assert.equal(part.stream.isGone, true);
  assert.deepEqual(part.platform.leftFor, ["/en/harbor/messaging"]);

  const refused = open();
  refused.platform.answer = otherTenant;
  assert.deepEqual(await refused.start(), { kind: "signedOut" });
  assert.deepEqual(refused.platform.leftFor, ["/en/harbor/messaging"]);
});

Deno.test("a page that has just started over does not do so again and again", async () => {
  const { platform, start } = open();
  platform.answer = otherTenant;
  await start();
  assert.deepEqual(await start(), { kind: "failed" });
  assert.equal(platform.leftFor.length, 1);
});

Deno.test("any other 403 is of something on the way, and reloads nothing", async () => {
  const { otherTenant: type, malware } = PROBLEM_TYPES;
  const refusals = [
    new Response("<h1>Blocked by policy", { status: 403 }),
    Response.json({ type }, { status: 403 }),
    refusalOf("about:blank"),
    refusalOf(malware),
  ];
  for (const refusal of refusals) {
    const { platform, start } = open();
    platform.answer = () => refusal;
    assert.deepEqual(await start(), { kind: "forbidden" });
    assert.deepEqual(platform.leftFor, []);
  }
});

function otherTenant(): Response {
  return refusalOf(PROBLEM_TYPES.otherTenant);
}

function refusalOf(type: string): Response {
  return Response.json({ type }, {
    status: 403,
    headers: { "content-type": "application/problem+json" },
  });
}

Deno.test("a stream that is stopped closes at once and leaves no timer", async () => {
  const { platform, stream, stop, start } = open();
  const outcome = start();
  stream.connected(10);
  await settle();
  stop.abort();
  await outcome;
  assert.equal(stream.isGone, true);
  assert.equal(platform.timers, 0);
});
