import assert from "node:assert/strict";
import type { EventType } from "../../lib/realtime/event.ts";
import { isolates, read, Reader, subscription } from "./support.ts";

Deno.test("a new stream begins at the head and says so, then brings each event, to the letter", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  await world.record(spine, { payload: "before" });

  const reader = await read(spine, { userId: 7 });
  await world.record(spine, { about: { messageId: 88 }, payload: { a: "ü" } });
  await reader.until(({ blocks }) => blocks.length === 2);

  const [connected, event] = reader.blocks;
  assert.match(
    connected.text,
    /^retry: \d+\nevent: connected\nid: 1\ndata: \{"type":"connected","data":\{"clientId":"[^"]+","tenantId":"acme","userId":7,"position":1,"timestamp":"[^"]+Z","derived":\[\]\}\}$/,
  );
  assert.equal(
    event.text,
    'id: 2\nevent: test:event\ndata: {"type":"test:event","data":' +
      '{"messageId":88,"tenantId":"acme","timestamp":"2026-01-15T09:00:00.000Z","payload":{"a":"ü"}}}',
  );
  await reader.close();
});

Deno.test("a stream resumes from any position with exactly what came after it", async () => {
  await using world = await isolates();
  const [writing, cold, warm] = [1, 2, 3].map(() => world.isolate());
  // One isolate has the events in its ring, the other has only the log.
  const keeper = await read(warm);
  for (let n = 0; n < 30; n++) await world.record(writing, { payload: n });
  await keeper.until(({ ids }) => ids.length === 30);

  for (const spine of [cold, warm]) {
    for (let position = 0; position <= 30; position++) {
      const reader = await read(spine, { position });
      const rest = Array.from(
        { length: 30 - position },
        (_, n) => position + n + 1,
      );
      await reader.until(({ ids }) => ids.length >= rest.length);
      assert.deepEqual(reader.ids, rest);
      assert.equal(reader.blocks[0].id, position);
      await reader.close();
    }
  }
  await keeper.close();
});

Deno.test("nothing is lost or repeated at the seam between replay and live", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  const other = world.isolate();
  const total = 400;
  const readers: Reader[] = [];
  for (let n = 1; n <= total; n++) {
    await world.record(n % 2 ? spine : other, { payload: n });
    if (n % 10 === 0) {
      readers.push(await read(spine, { position: 0, userId: n }));
      readers.push(await read(other, { position: n / 2, userId: n }));
    }
  }
  for (const reader of readers) {
    await reader.until(({ ids }) => ids.at(-1) === total);
    const first = reader.blocks[0].id! + 1;
    assert.deepEqual(
      reader.ids,
      Array.from({ length: total - first + 1 }, (_, n) => first + n),
    );
    await reader.close();
  }
});

Deno.test("a position that cannot be resumed from is answered with a reset, then live from the head", async (t) => {
  await using world = await isolates();
  const spine = world.isolate({ replayMax: 5 });
  for (let n = 0; n < 10; n++) await world.record(spine, {});

  const asked = [
    "",
    "abc",
    "-1",
    "1.5",
    "11",
    "1e1",
    " 3",
    "9".repeat(40),
    "4",
  ];
  for (const position of asked) {
    await t.step(`"${position}"`, async () => {
      const reader = await read(spine, { position });
      await reader.untilEvent("connected");
      const [reset, connected] = reader.blocks;
      assert.match(
        reset.text,
        /^id: 10\nevent: reset\ndata: \{"type":"reset","data":\{"reason":"[^"]+","position":10\}\}$/,
      );
      assert.equal(connected.id, 10);
      await reader.close();
    });
  }
  const reader = await read(spine, { position: "abc" });
  await world.record(spine, {});
  await reader.until(({ ids }) => ids.length === 1);
  assert.deepEqual(reader.ids, [11]);
  await reader.close();
});

Deno.test("a position just within what may be replayed is replayed", async () => {
  await using world = await isolates();
  const spine = world.isolate({ replayMax: 5 });
  for (let n = 0; n < 10; n++) await world.record(spine, {});
  const reader = await read(spine, { position: 5 });
  await reader.until(({ ids }) => ids.length === 5);
  await reader.close();
});

Deno.test("another isolate's events arrive by the poll when every wake is lost", async () => {
  await using world = await isolates();
  const [here, there] = [world.isolate(), world.isolate()];
  const reader = await read(here);
  for (let n = 0; n < 5; n++) await world.record(there, {});
  await reader.until(({ ids }) => ids.length === 5);
  assert.deepEqual(reader.ids, [1, 2, 3, 4, 5]);
  await reader.close();
});

Deno.test("a slow reader is cut off, resumes without loss, and holds nobody up", async () => {
  await using world = await isolates();
  const spine = world.isolate({ streamQueueBytes: 20_000 });
  const body = await spine.open(subscription({ userId: 2 }));
  assert.ok(body instanceof ReadableStream);
  const quick = await read(spine, { userId: 1 });

  for (let n = 0; n < 40; n++) {
    await world.record(spine, { payload: "x".repeat(1_000) });
  }
  await quick.until(({ ids }) => ids.length === 40);
  assert.equal(spine.status().metrics.ended.slow, 1);
  const stalled = new Reader(body);
  assert.match(String(await stalled.ended), /slow/);

  const again = await read(spine, { userId: 2, position: 0 });
  await again.until(({ ids }) => ids.length === 40);
  await Promise.all([quick.close(), again.close()]);
});

Deno.test("an event larger than the queue still reaches a reader whose queue is empty", async () => {
  await using world = await isolates();
  const spine = world.isolate({ streamQueueBytes: 1_000 });
  const reader = await read(spine);
  await reader.untilEvent("connected");
  await world.record(spine, { payload: "x".repeat(5_000) });
  await reader.until(({ ids }) => ids.length === 1);

  const resumed = await read(spine, { position: 0 });
  await resumed.until(({ ids }) => ids.length === 1);
  await Promise.all([reader.close(), resumed.close()]);
});

Deno.test("heartbeats move a quiet client's position along with the log", async () => {
  await using world = await isolates();
  const spine = world.isolate({ heartbeatSeconds: 0.04 });
  const reader = await read(spine, { tenantId: "globex" });
  await world.record(spine, {});
  await reader.until(({ blocks }) =>
    blocks.some(({ text }) => text === "id: 1\n: ping 1")
  );
  await reader.close();
});

Deno.test("of one user's streams the oldest makes room for the newest", async () => {
  await using world = await isolates();
  const spine = world.isolate({ streamsPerUser: 2 });
  const [first, second, third] = [
    await read(spine),
    await read(spine),
    await read(spine),
  ];
  assert.equal(await first.ended, undefined);
  assert.match(first.blocks.at(-1)!.text, /^retry: 60000\nevent: replaced\n/);
  await world.record(spine, {});
  for (const reader of [second, third]) {
    await reader.until(({ ids }) => ids.length === 1);
    await reader.close();
  }
  assert.equal(spine.status().connections.length, 0);
});

Deno.test("a user may have a limit of their own, for streams and for polls that wait", async () => {
  await using world = await isolates();
  const spine = world.isolate({ streamsPerUser: 8 });
  const own = { ...subscription(), streamsPerUser: 1 };
  const open = async () =>
    new Reader(await spine.open(own) as ReadableStream<Uint8Array>);
  const [first, second] = [await open(), await open()];
  assert.equal(await first.ended, undefined);
  assert.equal(spine.status().connections.length, 1);
  await second.close();

  const leaving = new AbortController();
  const options = { limit: 1, waitMs: 10_000, signal: leaving.signal };
  const waiting = spine.poll(own, options);
  while (spine.status().longPolls === 0) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const refused = await spine.poll(own, options);
  assert.deepEqual(refused, { refused: "crowded", retryAfter: 5 });
  leaving.abort();
  await waiting;
});

Deno.test("an isolate that holds its fill of streams refuses the next", async () => {
  await using world = await isolates();
  const spine = world.isolate({ streamsMax: 1 });
  const reader = await read(spine, { userId: 1 });
  assert.deepEqual(await spine.open(subscription({ userId: 2 })), {
    refused: "full",
    retryAfter: 5,
  });
  await reader.close();
  await (await read(spine, { userId: 2 })).close();
});

Deno.test("a connection whose stream was given up counts until its peer has gone", async () => {
  await using world = await isolates();
  const spine = world.isolate({ streamsMax: 1, streamQueueBytes: 100 });
  const peer = Promise.withResolvers<void>();
  await spine.open(subscription({ userId: 1 }), peer.promise);
  await world.record(spine, { payload: "x".repeat(1_000) });
  const quick = subscription({ userId: 2 });
  while (spine.status().metrics.ended.slow !== 1) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  assert.ok(!(await spine.open(quick) instanceof ReadableStream));
  peer.resolve();
  await peer.promise;
  const body = await spine.open(quick);
  assert.ok(body instanceof ReadableStream);
  await body.cancel();
});

Deno.test("a stream ends by itself within its lifetime", async () => {
  await using world = await isolates();
  const spine = world.isolate({
    streamMaxSeconds: 0.05,
    heartbeatSeconds: 0.04,
  });
  const reader = await read(spine);
  assert.equal(await reader.ended, undefined);
  assert.equal(spine.status().metrics.ended.lifetime, 1);
});

Deno.test("a stream warns before its session expires, and ends with it", async () => {
  await using world = await isolates();
  const spine = world.isolate({ heartbeatSeconds: 0.04 });
  const reader = await read(spine, {
    sessionExpiresAt: new Date(Date.now() + 200),
  });
  await reader.untilEvent("auth:expiring");
  assert.equal(await reader.ended, undefined);
  assert.equal(spine.status().metrics.ended.session, 1);
});

Deno.test("a drain says goodbye to every reader, and takes no new one", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  const readers = [await read(spine), await read(spine, { userId: 2 })];
  await spine.drain(20);
  for (const reader of readers) {
    assert.equal(await reader.ended, undefined);
    assert.equal(reader.blocks.at(-1)!.event, "server:draining");
  }
  const refusal = await spine.open(subscription());
  assert.ok("refused" in refusal && refusal.refused === "draining");
});

Deno.test("whatever goes wrong while events go out, no reader stays connected behind a gap", async () => {
  await using world = await isolates();
  let isBroken = false;
  const after = new Proxy(["test:event"] as EventType[], {
    get(types, name, receiver) {
      if (isBroken) throw new Error("something is wrong");
      return Reflect.get(types, name, receiver);
    },
  });
  const compute = () => Promise.resolve(new Map());
  const spine = world.isolate({}, [{ type: "test:value", after, compute }]);
  const reader = await read(spine, { position: 0 });
  isBroken = true;
  await world.record(spine, {});
  assert.match(String(await reader.ended), /something is wrong/);
  isBroken = false;
  const resumed = await read(spine, { position: 0 });
  await resumed.until(({ ids }) => ids.length === 1);
  await resumed.close();
});
