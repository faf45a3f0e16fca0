import assert from "node:assert/strict";
import type { Status } from "../../../lib/client/connection/connection.ts";
import { silentDiagnostics } from "../../../lib/client/connection/diagnostics.ts";
import { createEventQueue } from "../../../lib/client/connection/event_queue.ts";
import { createSession } from "../../../lib/client/page/session.ts";
import { shareConnection } from "../../../lib/client/connection/tabs.ts";
import { fakeBrowser } from "../fake_browser.ts";
import { type FakeStream, fakeStream } from "../fake_platform.ts";

/** A browser, and a server whose log can be added to. */
function start() {
  const browser = fakeBrowser();
  const log: number[] = [];
  const streams: FakeStream[] = [];
  browser.answer = ({ url, headers }) => {
    if (url.includes("/stream/")) {
      const stream = fakeStream();
      const position = Number(headers.get("last-event-id"));
      streams.push(stream);
      stream.connected(position);
      for (const id of log) if (id > position) stream.event(id, "x", {});
      return stream.response;
    }
    const after = Number(/after=(\d+)/.exec(url)![1]);
    return Response.json({
      events: log.filter((id) => id > after).map((id) => ({
        id,
        type: "x",
        data: {},
      })),
      position: Math.max(after, ...log),
      derived: [],
      reset: null,
    });
  };

  function openTab(position: number) {
    const tab = browser.openTab();
    const applied: number[] = [];
    const signals: string[] = [];
    const status = { value: "connecting" as Status };
    const diagnostics = silentDiagnostics();
    const queue = createEventQueue({
      platform: tab.platform,
      diagnostics,
      position,
      apply(arrived) {
        for (const one of arrived) {
          if ("id" in one) applied.push(one.id);
          else signals.push(one.type);
        }
      },
      refetch: () => Promise.resolve(queue.position),
    });
    const connection = shareConnection({
      platform: tab.platform,
      session: createSession(tab.platform),
      reader: { tenantId: "acme", userId: 7 },
      name: "harbor:acme:7",
      arrivals: queue,
      diagnostics,
      onStatus: (now) => void (status.value = now),
    });
    connection.start();
    return { ...tab, applied, signals, queue, connection, status };
  }

  /** Something happens, and is told on every open stream. */
  async function happen(id: number) {
    log.push(id);
    for (const stream of streams) if (!stream.isGone) stream.event(id, "x", {});
    await browser.tick(20);
  }

  const open = () => streams.filter(({ isGone }) => !isGone).length;
  const polls = () =>
    browser.requests.filter(({ url }) => url.includes("/events?")).length;
  return { browser, log, streams, open, polls, openTab, happen };
}

Deno.test("however many tabs there are, one holds the connection, and all hear the same", async () => {
  const { browser, open, polls, openTab, happen } = start();
  const tabs = [openTab(10), openTab(10), openTab(10)];
  await browser.tick(100);
  assert.equal(open(), 1);
  assert.deepEqual(tabs.map(({ connection }) => connection.role), [
    "leader",
    "follower",
    "follower",
  ]);
  await happen(11);
  await happen(12);
  for (const { applied, status } of tabs) {
    assert.deepEqual(applied, [11, 12]);
    assert.equal(status.value, "live");
  }
  assert.equal(polls(), 0);
});

Deno.test("what is not in the log is heard in all tabs, too", async () => {
  const { browser, streams, openTab } = start();
  const tabs = [openTab(10), openTab(10)];
  await browser.tick(100);
  streams[0].signal("unread:count", {});
  streams[0].ping(30);
  await browser.tick(100);
  for (const { signals, queue } of tabs) {
    assert.deepEqual(signals, ["unread:count"]);
    assert.equal(queue.position, 30);
  }
});

Deno.test("a tab that was rendered before the leader's position fetches what lies between", async () => {
  const { browser, polls, openTab, happen } = start();
  openTab(10);
  await browser.tick(100);
  await happen(11);
  await happen(12);
  const late = openTab(10);
  await browser.tick(100);
  assert.deepEqual(late.applied, [11, 12]);
  assert.equal(polls(), 1);
  await happen(13);
  assert.deepEqual(late.applied, [11, 12, 13]);
  assert.equal(polls(), 1);
});

Deno.test("what happens while a joining tab catches up is neither lost nor repeated", async () => {
  const { browser, openTab, happen, log } = start();
  openTab(10);
  await browser.tick(100);
  await happen(11);
  const answer = browser.answer;
  const held = Promise.withResolvers<void>();
  browser.answer = async (request) => {
    if (request.url.includes("/events?")) await held.promise;
    return await answer(request);
  };
  const late = openTab(10);
  await browser.tick(100);
  await happen(12);
  await happen(13);
  assert.deepEqual(late.applied, []);
  held.resolve();
  await browser.tick(100);
  assert.deepEqual(late.applied, log);
});

Deno.test("a leader that goes while a joining tab catches up leaves no gap in it", async () => {
  const { browser, openTab, happen, log } = start();
  const first = openTab(10);
  await browser.tick(100);
  for (const id of [11, 12]) await happen(id);
  const answer = browser.answer;
  const held = Promise.withResolvers<void>();
  browser.answer = async (request) => {
    const response = await answer(request);
    if (request.url.includes("/events?")) await held.promise;
    return response;
  };
  const late = openTab(10);
  await browser.tick(100);
  await happen(13);
  first.connection.stop();
  await browser.tick(100);
  await happen(14);
  held.resolve();
  await browser.tick(100);
  await happen(15);
  assert.equal(late.connection.role, "leader");
  assert.deepEqual(late.applied, log);
});

Deno.test("a new leader that is ahead of a tab which catches up leaves no gap in it", async () => {
  const { browser, openTab, happen, log } = start();
  const first = openTab(10);
  await browser.tick(100);
  await happen(11);
  await happen(12);
  const answer = browser.answer;
  const held = Promise.withResolvers<void>();
  browser.answer = async (request) => {
    const response = await answer(request);
    if (request.url.includes("/events?after=10&")) await held.promise;
    return response;
  };
  const ahead = openTab(20);
  const late = openTab(10);
  await browser.tick(100);
  log.push(13, 14, 20);
  await first.crash();
  await browser.tick(100);
  assert.equal(ahead.connection.role, "leader");
  await happen(21);
  held.resolve();
  await browser.tick(2_000);
  assert.equal(late.connection.role, "follower");
  assert.deepEqual(late.applied, log);
  assert.deepEqual(ahead.applied, [21]);
});

Deno.test("a catching up that fails is tried again", async () => {
  const { browser, openTab, happen, log } = start();
  openTab(10);
  await browser.tick(100);
  await happen(11);
  const answer = browser.answer;
  browser.answer = () => Promise.reject(new TypeError("Failed to fetch"));
  const late = openTab(10);
  await browser.tick(100);
  browser.answer = answer;
  await browser.tick(2_000);
  assert.deepEqual(late.applied, log);
});

Deno.test("a tab asks a server that is behind its leader with pauses", async () => {
  const { browser, log, streams, polls, openTab } = start();
  openTab(10);
  await browser.tick(100);
  streams[0].ping(30);
  await browser.tick(100);
  const late = openTab(10);
  await browser.tick(3_000);
  assert.ok(polls() > 1 && polls() < 10, `${polls()} polls in 3 s`);
  log.push(30);
  await browser.tick(5_000);
  assert.deepEqual(late.applied, [30]);
});

Deno.test("a tab that was rendered after the leader's position hears nothing twice", async () => {
  const { browser, openTab, happen } = start();
  openTab(10);
  await browser.tick(100);
  const ahead = openTab(12);
  await browser.tick(100);
  for (const id of [11, 12, 13]) await happen(id);
  assert.deepEqual(ahead.applied, [13]);
});

Deno.test("when the leader's page is left, another tab goes on at the shared position", async () => {
  const { browser, open, streams, openTab, happen } = start();
  const [first, second] = [openTab(10), openTab(10)];
  await browser.tick(100);
  await happen(11);
  first.connection.stop();
  await browser.tick(100);
  assert.equal(second.connection.role, "leader");
  assert.equal(open(), 1);
  assert.equal(streams.length, 2);
  assert.equal(browser.requests.at(-1)?.headers.get("last-event-id"), "11");
  await happen(12);
  assert.deepEqual(second.applied, [11, 12]);
  assert.deepEqual(first.applied, [11]);
});

Deno.test("when the leader crashes, what happened before the takeover is not lost", async () => {
  const { browser, log, openTab, happen } = start();
  const [first, second] = [openTab(10), openTab(10)];
  await browser.tick(100);
  await happen(11);
  first.freeze();
  log.push(12);
  await first.crash();
  await browser.tick(100);
  await happen(13);
  assert.equal(second.connection.role, "leader");
  assert.deepEqual(second.applied, [11, 12, 13]);
});

Deno.test("a leader that has fallen silent is asked, and replaced when it does not answer", async () => {
  const { browser, openTab, happen, log } = start();
  const [first, second, third] = [openTab(10), openTab(10), openTab(10)];
  await browser.tick(100);
  first.freeze();
  await browser.tick(40_000);
  assert.equal(second.connection.role, "follower");
  await browser.tick(6_000);
  const roles = [second, third].map(({ connection }) => connection.role).sort();
  assert.deepEqual(roles, ["follower", "leader"]);
  await happen(11);
  assert.deepEqual(second.applied, log);
  assert.deepEqual(third.applied, log);

  await first.thaw();
  await browser.tick(5_000);
  assert.equal(first.connection.role, "follower");
  await happen(12);
  for (const { applied } of [first, second, third]) {
    assert.deepEqual(applied, log);
  }
});

Deno.test("a leader that is merely quiet keeps its place", async () => {
  const { browser, streams, openTab } = start();
  const [first, second] = [openTab(10), openTab(10)];
  await browser.tick(100);
  for (let minute = 0; minute < 5; minute++) {
    await browser.tick(39_000);
    streams.at(-1)!.send(": still here\n\n"); // a byte for the leader, nothing to be shared
    await browser.tick(21_000);
    streams.at(-1)!.send(": still here\n\n");
  }
  assert.equal(first.connection.role, "leader");
  assert.equal(second.connection.role, "follower");
  assert.equal(streams.length, 1);
});

Deno.test("a tab that is looked at does not wait for a leader that sleeps", async () => {
  const { browser, openTab, happen } = start();
  const [first, second] = [openTab(10), openTab(10)];
  await browser.tick(100);
  first.freeze();
  await second.look(true);
  await browser.tick(4_000);
  assert.equal(second.connection.role, "leader");
  await happen(11);
  assert.deepEqual(second.applied, [11]);
});

Deno.test("a leader that is replaced while nobody looks leaves the lead to the others", async () => {
  const { browser, streams, openTab } = start();
  const [first, second] = [openTab(10), openTab(10)];
  await browser.tick(100);
  await first.look(false);
  streams[0].signal("replaced", {});
  streams[0].end();
  await browser.tick(100);
  assert.equal(first.connection.role, "follower");
  assert.equal(second.connection.role, "leader");
  assert.equal(first.status.value, "live");
});

Deno.test("a replaced leader without others rests, and leads again when it is looked at", async () => {
  const { browser, streams, openTab } = start();
  const only = openTab(10);
  await browser.tick(100);
  await only.look(false);
  streams[0].signal("replaced", {});
  streams[0].end();
  await browser.tick(600_000);
  assert.equal(streams.length, 1);
  await only.look(true);
  await browser.tick(100);
  assert.equal(streams.length, 2);
  assert.equal(only.connection.role, "leader");
});

Deno.test("a reset reaches every tab", async () => {
  const { browser, streams, openTab } = start();
  const tabs = [openTab(10), openTab(10)];
  await browser.tick(100);
  streams[0].send(
    'id: 90\nevent: reset\ndata: {"type":"reset","data":{"reason":"","position":90}}\n\n',
  );
  await browser.tick(100);
  for (const { queue } of tabs) assert.equal(queue.position, 90);
});

Deno.test("a follower that hurries has the leader hurry", async () => {
  const { browser, streams, openTab } = start();
  const answer = browser.answer;
  browser.answer = () => Promise.reject(new TypeError("Failed to fetch"));
  const [, second] = [openTab(10), openTab(10)];
  await browser.tick(120_000);
  browser.answer = answer;
  assert.equal(streams.length, 0);
  second.connection.hurry();
  await browser.tick(20);
  assert.equal(streams.length, 1);
  assert.equal(second.status.value, "live");
});

Deno.test("a follower whose reader wants the stream has the leader try it", async () => {
  const { browser, streams, openTab } = start();
  const { answer } = browser;
  browser.answer = (request) => {
    if (request.url.includes("/stream/")) throw new TypeError("…");
    return request.url.includes("wait=0")
      ? answer(request)
      : new Promise(() => {});
  };
  const [, second] = [openTab(10), openTab(10)];
  await browser.tick(20_000);
  assert.equal(second.status.value, "polling");
  browser.answer = answer;
  second.connection.restart();
  await browser.tick(20);
  assert.equal(streams.length, 1);
  assert.equal(second.status.value, "live");
});

Deno.test("a tab that is looked at has a leader that pauses try at once", async () => {
  const { browser, streams, openTab } = start();
  const answer = browser.answer;
  browser.answer = () => Promise.reject(new TypeError("Failed to fetch"));
  const [first, second] = [openTab(10), openTab(10)];
  await first.look(false);
  await browser.tick(120_000);
  browser.answer = answer;
  await second.look(true);
  await browser.tick(20);
  assert.equal(streams.length, 1);
  assert.equal(second.status.value, "live");
});

Deno.test("a tab that is looked at has its leader leave a stream that may have died in its sleep", async () => {
  const { browser, streams, openTab } = start();
  const [first, second] = [openTab(10), openTab(10)];
  await browser.tick(100);
  await first.look(false);
  await browser.tick(25_000);
  await second.look(true);
  await browser.tick(20);
  assert.equal(streams[0].isGone, true);
  assert.equal(streams.length, 2);
});

Deno.test("what only a tab of another version can say is ignored", async () => {
  const { browser, polls, openTab, happen } = start();
  const tabs = [openTab(10), openTab(10)];
  await browser.tick(100);
  const other = browser.openTab().platform.openChannel("harbor:acme:7");
  for (const said of [{ kind: "poem" }, { kind: "goodbye", after: 99 }]) {
    other.postMessage(said);
  }
  await browser.tick(100);
  for (const { queue } of tabs) assert.equal(queue.position, 10);
  assert.equal(polls(), 0);
  await happen(11);
  for (const { applied } of tabs) assert.deepEqual(applied, [11]);
});

Deno.test("a stopped tab leaves no timer, no lock and no ear", async () => {
  const { browser, open, openTab, happen } = start();
  const tabs = [openTab(10), openTab(10)];
  await browser.tick(100);
  for (const { connection } of tabs) connection.stop();
  await browser.tick(0);
  assert.equal(browser.timers, 0);
  assert.equal(open(), 0);
  await happen(11);
  for (const { applied } of tabs) assert.deepEqual(applied, []);

  for (const { connection } of tabs) connection.start();
  await browser.tick(100);
  for (const { applied } of tabs) assert.deepEqual(applied, [11]);
});
