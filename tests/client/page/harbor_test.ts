import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import CounterBadge from "../../../islands/CounterBadge.tsx";
import Mailbox from "../../../islands/Mailbox.tsx";
import type { Arrived } from "../../../lib/client/connection/arrivals.ts";
import { RequestError } from "../../../lib/client/page/api.ts";
import { createHarbor } from "../../../lib/client/page/harbor.ts";
import { fakePlatform, type FakeStream, fakeStream } from "../fake_platform.ts";
import { adasView, message, newMessage, unreadCount } from "../fake_view.ts";

/** Ada's page, connected by a stream. */
async function start() {
  const platform = fakePlatform();
  const { mailbox: _, ...view } = adasView();
  const streams: FakeStream[] = [];
  platform.answer = ({ headers }) => {
    const stream = fakeStream();
    streams.push(stream);
    stream.connected(Number(headers.get("last-event-id")));
    return stream.response;
  };
  const harbor = createHarbor(view, platform);
  await platform.tick(1);
  const frame = () => platform.tick(16);
  const unread = () => view.counters.value["unread:count"].count;
  return { platform, view, streams, harbor, frame, unread };
}

const RESET =
  'id: 55\nevent: reset\ndata: {"type":"reset","data":{"reason":"","position":55}}\n\n';

function status() {
  return (globalThis as unknown as { __SSE_STATUS__: Record<string, unknown> })
    .__SSE_STATUS__;
}

Deno.test("on the server nothing is started", () => {
  const view = adasView();
  const badge = { type: "unread:count", field: "count" };
  renderToString(h(CounterBadge, { view, ...badge, phrase: "{count} unread" }));
  renderToString(
    h(Mailbox, {
      view,
      sheet: signal(null),
      isMissing: false,
      firstBody: null,
    }),
  );
  assert.equal(view.harbor, undefined);
  assert.equal(view.mailbox.actions, undefined);
  assert.equal(view.connection.value.status, "connecting");
});

Deno.test("the page goes on from the position at which it was rendered", async () => {
  const { platform, view, streams, harbor, frame, unread } = await start();
  const [{ url, headers }] = platform.requests;
  assert.match(url, /\/stream\/acme$/);
  assert.equal(headers.get("last-event-id"), "10");
  assert.equal(view.connection.value.status, "live");
  assert.equal(view.connection.value.since, "2026-03-01T09:00:00.000Z");

  const heard: Arrived[] = [];
  harbor.join({ apply: (arrived) => void heard.push(arrived) });
  streams[0].event(11, "message:new", newMessage(11, message(1)).data);
  streams[0].signal("unread:count", unreadCount(1, 11).data);
  await frame();
  await frame();
  assert.deepEqual(heard.map(({ type }) => type), [
    "message:new",
    "unread:count",
  ]);
  assert.equal(unread(), 1);
  assert.notEqual(view.connection.value.lastEventAt, null);
});

Deno.test("what one part cannot understand is counted, and takes nothing from the others", async () => {
  const { streams, harbor, frame } = await start();
  const heard: string[] = [];
  harbor.join({
    apply({ type }) {
      if (type === "bad") throw new TypeError("payload is null");
      heard.push(`first ${type}`);
    },
  });
  harbor.join({ apply: ({ type }) => void heard.push(`second ${type}`) });
  streams[0].event(11, "bad", {});
  streams[0].event(12, "good", {});
  await frame();
  await frame();
  assert.deepEqual(heard, ["second bad", "first good", "second good"]);
  assert.equal(status().malformed, 1);
});

Deno.test("a part that cannot fetch anew, or go on, leaves the others going", async () => {
  const { platform, streams, harbor, frame } = await start();
  const heard: string[] = [];
  const refused = new RequestError({ reason: "refused", detail: null });
  harbor.join({
    refetch: () => Promise.reject(refused),
    catchUp() {
      throw new TypeError("nothing there");
    },
  });
  harbor.join({
    apply: ({ type }) => void heard.push(type),
    refetch: () => Promise.resolve(55),
    catchUp: () => void heard.push("back"),
  });
  streams[0].send(RESET);
  streams[0].event(56, "good", {});
  await frame();
  await frame();
  assert.deepEqual(heard, ["good"]);
  streams[0].end();
  await platform.tick(2_000);
  assert.deepEqual(heard, ["good", "back"]);
  assert.equal(streams.length, 2);
});

Deno.test("counters of any area are kept, each by its newest position", async () => {
  const { view, streams, frame, unread } = await start();
  const bell = (unseen: number, position: number) => ({
    payload: { unseen, position },
  });
  streams[0].signal("unread:count", unreadCount(3, 20).data);
  streams[0].signal("bell:count", bell(2, 21));
  streams[0].signal("bell:count", bell(9, 20));
  streams[0].signal("typing", { payload: { userId: 8 } });
  await frame();
  assert.equal(unread(), 3);
  assert.deepEqual(view.counters.value["bell:count"], {
    unseen: 2,
    position: 21,
  });
  assert.equal(view.counters.value.typing, undefined);
});

Deno.test("after a reset the counters that come with it are taken, though their positions be lower", async () => {
  const { streams, frame, unread } = await start();
  streams[0].signal("unread:count", unreadCount(3, 900).data);
  await frame();
  streams[0].send(RESET);
  streams[0].connected(55, [unreadCount(2, 55)]);
  await frame();
  await frame();
  assert.equal(unread(), 2);
});

Deno.test("a part that joins late fetches what it has missed", async () => {
  const { streams, harbor, frame } = await start();
  streams[0].event(11, "x", {});
  await frame();
  await frame();
  let fetched = 0;
  harbor.join({ refetch: () => Promise.resolve(10 + ++fetched) });
  await frame();
  assert.equal(fetched, 1);
});

Deno.test("a page that is left, or put to sleep, closes its stream; when it is back, it goes on", async () => {
  for (
    const [away, back] of [["pagehide", "pageshow"], [
      "freeze",
      "resume",
    ]] as const
  ) {
    const { platform, streams, frame } = await start();
    streams[0].event(15, "x", {});
    await frame();
    await platform.dispatch(away);
    assert.equal(streams[0].isGone, true);
    assert.equal(platform.timers, 0);
    await platform.dispatch(back);
    assert.equal(platform.requests.at(-1)?.headers.get("last-event-id"), "15");
  }
});

Deno.test("the state can be looked at from the console", async () => {
  const { streams, frame } = await start();
  streams[0].event(15, "x", {});
  await frame();
  assert.equal(status().status, "live");
  assert.equal(status().position, 15);
  assert.equal(status().events, 1);
  assert.equal(status().role, "alone");
});
