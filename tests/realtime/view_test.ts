import assert from "node:assert/strict";
import { TENANT, userTopic } from "../../lib/realtime/topic.ts";
import type { Told, View, Vocabulary } from "../../lib/realtime/view.ts";
import type { Spine } from "../../lib/realtime/spine.ts";
import { isolates, Reader, subscription } from "./support.ts";

/** Flat, under a name of its own; signals and the rest have none here. */
const vocabulary: Vocabulary & { said: Told[] } = {
  name: "test",
  said: [],
  say(told) {
    this.said.push(told);
    if (told.type !== "test:event") return undefined;
    const { payload } = told.data as { payload: { n: number } };
    return { type: "renamed", data: { flat: payload.n } };
  },
};

async function readAs(spine: Spine, view: View, position: number | null) {
  const body = await spine.open({ ...subscription({ position }), view });
  assert.ok(body instanceof ReadableStream);
  return new Reader(body);
}

async function poll(spine: Spine, view: View, position: number) {
  const polled = await spine.poll({ ...subscription({ position }), view }, {
    limit: 100,
    waitMs: 0,
    signal: AbortSignal.timeout(5_000),
  });
  assert.ok("events" in polled);
  return polled;
}

/** What the stream told beside `connected`, with ids. */
function told({ blocks }: Reader) {
  return blocks.filter(({ event }) => event !== null && event !== "connected")
    .map(({ id, event, data }) => ({ id, event, data: data!.data }));
}

Deno.test("a view by types shows those alone, replayed, live and polled, and moves on past the others", async () => {
  await using world = await isolates();
  const spine = world.isolate({ heartbeatSeconds: 0.05 });
  const view = { types: new Set(["message:read", "test:signal"]) };
  const readMark = {
    type: "message:read",
    about: { messageId: 1 },
    payload: { readerEmail: "ada@acme.test", readAt: "2026-01-15T09:00:00Z" },
  } as const;
  await world.record(spine, {});
  await world.record(spine, readMark);
  await world.record(spine, {});
  const reader = await readAs(spine, view, 0);
  await reader.until(({ blocks }) => blocks.some(({ id }) => id === 3));
  await world.record(spine, readMark);
  await world.record(spine, { ...readMark, topics: ["user:2"] });
  await world.record(spine, {});
  spine.signal({
    tenantId: "acme",
    type: "test:signal",
    topics: [TENANT],
    data: { n: 1 },
  });
  spine.signal({
    tenantId: "acme",
    type: "typing",
    topics: [TENANT],
    data: {
      userId: 2,
      email: "ben@acme.test",
      name: "Ben",
      target: "thread:1",
      until: "2026-01-15T09:00:05Z",
    },
  });
  await reader.until(({ blocks, signals }) =>
    signals.length > 0 && blocks.some(({ id }) => id === 6)
  );
  assert.deepEqual(
    told(reader).map(({ event, id }) => [event, id])
      .toSorted(([a], [b]) => String(a).localeCompare(String(b))),
    [["message:read", 2], ["message:read", 4], ["test:signal", null]],
  );
  const polled = await poll(spine, view, 0);
  assert.deepEqual(polled.events.map(({ id }) => id), [2, 4]);
  assert.deepEqual(polled.signals.map(({ type }) => type), ["test:signal"]);
  assert.equal(polled.position, 6);
  await reader.close();
});

Deno.test("a vocabulary renames and flattens, once for all its readers, and shows nobody more than they may see", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  const view = { vocabulary };
  await world.record(spine, { payload: { n: 1 } });
  await world.record(spine, { payload: { n: 2 }, topics: [userTopic(2)] });
  const readers = [await readAs(spine, view, 0), await readAs(spine, view, 0)];
  const plain = await readAs(spine, {}, 0);
  for (const reader of readers) {
    await reader.until(() => told(reader).length === 1);
  }
  vocabulary.said = [];
  await world.record(spine, { payload: { n: 3 } });
  for (const reader of readers) {
    await reader.until(() => told(reader).length === 2);
    assert.deepEqual(told(reader), [
      { id: 1, event: "renamed", data: { flat: 1 } },
      { id: 3, event: "renamed", data: { flat: 3 } },
    ]);
  }
  assert.equal(vocabulary.said.length, 1);
  await plain.until(({ ids }) => ids.length === 2);
  assert.deepEqual(plain.ids, [1, 3]);
  const { events } = await poll(spine, view, 0);
  assert.deepEqual(events, [
    { id: 1, type: "renamed", data: { flat: 1 } },
    { id: 3, type: "renamed", data: { flat: 3 } },
  ]);
  for (const reader of [...readers, plain]) await reader.close();
});

Deno.test("a view by types names them as its vocabulary does", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  await world.record(spine, { payload: { n: 1 } });
  const named = { vocabulary, types: new Set(["renamed"]) };
  assert.equal((await poll(spine, named, 0)).events.length, 1);
  const unnamed = { vocabulary, types: new Set(["test:event"]) };
  assert.equal((await poll(spine, unnamed, 0)).events.length, 0);
});

Deno.test("a vocabulary that fails on an event leaves it out, and takes nothing from anybody", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  const failing: Vocabulary = {
    name: "failing",
    say(told) {
      if (told.type === "test:note") throw new TypeError("no such word");
      return told;
    },
  };
  const view = { vocabulary: failing };
  const note = { type: "test:note", about: { noteId: 1 } } as const;
  await world.record(spine, note);
  const readers = [await readAs(spine, view, 0), await readAs(spine, {}, 0)];
  await world.record(spine, {});
  await world.record(spine, note);
  await world.record(spine, {});
  for (const reader of readers) {
    await reader.until(({ ids }) => ids.includes(4));
    assert.deepEqual(reader.ids, [2, 4]);
  }
  const { events } = await poll(spine, view, 0);
  assert.deepEqual(events.map(({ id }) => id), [2, 4]);
  for (const reader of readers) await reader.close();
});
