import assert from "node:assert/strict";
import { silentDiagnostics } from "../../../lib/client/connection/diagnostics.ts";
import { poll } from "../../../lib/client/connection/polling.ts";
import { createSession } from "../../../lib/client/page/session.ts";
import {
  type Answer,
  fakePlatform,
  recordedArrivals,
} from "../fake_platform.ts";

const nothing = { events: [], position: 10, derived: [], reset: null };

function part(answer: Answer) {
  const platform = fakePlatform();
  platform.answer = answer;
  const arrivals = recordedArrivals(10);
  const diagnostics = silentDiagnostics();
  const stop = new AbortController();
  const roundTrips: (number | null)[] = [];
  const start = (wait: number) =>
    poll(
      {
        platform,
        session: createSession(platform),
        arrivals,
        diagnostics,
        onAnswer: (roundTrip) => void roundTrips.push(roundTrip),
      },
      wait,
      stop.signal,
    );
  return { platform, arrivals, diagnostics, stop, roundTrips, start };
}

Deno.test("a poll asks for what comes after the position, and takes it in", async () => {
  const { platform, arrivals, start } = part(() =>
    Response.json({
      events: [{ id: 12, type: "x", data: {} }, {
        id: 15,
        type: "x",
        data: {},
      }],
      position: 20,
      derived: [{ type: "unread:count", data: {} }],
      signals: [{ type: "typing", data: {} }],
      reset: null,
    })
  );
  assert.deepEqual(await start(25), { kind: "worked", pollAgain: false });
  assert.equal(
    platform.requests[0].url,
    "/api/messaging/events?after=10&limit=500&wait=25",
  );
  assert.deepEqual(arrivals.heard, [12, 15, "unread:count", "typing"]);
  assert.equal(arrivals.position, 20);
});

Deno.test("a poll that has moved on by a full page asks to be repeated", async () => {
  const { start } = part(() => Response.json({ ...nothing, position: 510 }));
  assert.deepEqual(await start(0), { kind: "worked", pollAgain: true });
});

Deno.test("of what a poll brings, the malformed is counted and dropped, the rest is taken in", async () => {
  const { arrivals, diagnostics, start } = part(() =>
    Response.json({
      ...nothing,
      events: [
        { id: "twelve", type: "x", data: {} },
        { id: 13, data: {} },
        null,
        { id: 14, type: "x", data: null },
        { id: 15, type: "x", data: {} },
      ],
      derived: [{ type: 1 }, { type: "unread:count", data: {} }],
      position: 20,
    })
  );
  await start(0);
  assert.deepEqual(arrivals.heard, [15, "unread:count"]);
  assert.equal(arrivals.position, 20);
  assert.equal(diagnostics.counts.malformed, 5);
});

Deno.test("a poll's reset moves the position", async () => {
  const { arrivals, start } = part(() =>
    Response.json({
      ...nothing,
      position: 4,
      reset: { reason: "…", position: 4 },
    })
  );
  await start(0);
  assert.deepEqual(arrivals.heard, ["reset 4"]);
  assert.equal(arrivals.position, 4);
});

Deno.test("only an answer that was not waited for tells the round trip", async () => {
  const { roundTrips, start } = part(() => Response.json(nothing));
  await start(0);
  await start(25);
  assert.deepEqual(roundTrips, [0, null]);
});

Deno.test("a poll without an answer in time has failed", async () => {
  const { platform, start } = part(() => new Promise(() => {}));
  const outcome = start(25);
  await platform.tick(39_999);
  assert.equal(platform.requests[0].isAborted, false);
  await platform.tick(1);
  assert.deepEqual(await outcome, { kind: "failed" });
  assert.equal(platform.timers, 0);
});

Deno.test("a poll hears the server ask for patience", async () => {
  const { start } = part(() =>
    new Response(null, { status: 503, headers: { "retry-after": "4" } })
  );
  assert.deepEqual(await start(0), { kind: "busy", retryAfter: 4_000 });
});

Deno.test("a poll that gets nonsense has failed", async () => {
  const { start } = part(() => new Response("<html>"));
  assert.deepEqual(await start(0), { kind: "failed" });
});
