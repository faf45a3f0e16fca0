import assert from "node:assert/strict";
import { commit } from "../../lib/realtime/commit.ts";
import { redact, type StateNow } from "../../lib/realtime/log/redact.ts";
import type { Spine } from "../../lib/realtime/spine.ts";
import { until } from "../support/until.ts";
import { type Isolates, isolates, read, subscription } from "./support.ts";

const NOTE = { noteId: 88 };
const SECRET = "the harbour master's code";
const GONE: StateNow<typeof NOTE> = {
  "test:note": { text: "" },
  "test:note:read": "kept",
};

const tell = (
  world: Isolates,
  spine: Spine,
  about = NOTE,
  text = SECRET,
  tenantId = "acme",
) =>
  world.record(spine, {
    type: "test:note",
    tenantId,
    about,
    payload: { text },
  });

async function takeBack(world: Isolates, spine: Spine) {
  await commit({ ...world.services, spine }, (_tx, record) => {
    redact(record, "acme", NOTE, GONE);
    return Promise.resolve();
  });
}

async function payloads(world: Isolates): Promise<string[]> {
  const { query } = world.services.db;
  const rows = await query.selectFrom("Events").selectAll().orderBy("Id")
    .execute();
  return rows.filter(({ Type }) => Type !== "log:redacted")
    .map(({ Id, Type, Payload }) =>
      `${Id} ${Type} ${JSON.stringify(JSON.parse(Payload).payload)}`
    );
}

Deno.test("the log tells the thing's state now, of all tenants, under the same ids and types", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  await tell(world, spine);
  await tell(world, spine, { noteId: 8 });
  await tell(world, spine, NOTE, SECRET, "globex");
  await world.record(spine, { type: "test:note:read", about: NOTE });
  await tell(world, spine, NOTE, "x".repeat(100_000));
  await takeBack(world, spine);
  await tell(world, spine, NOTE, "again");
  assert.deepEqual(await payloads(world), [
    '1 test:note {"text":""}',
    `2 test:note {"text":"${SECRET}"}`,
    '3 test:note {"text":""}',
    "4 test:note:read {}",
    '5 test:note {"text":""}',
    '7 test:note {"text":"again"}',
  ]);
  const { query } = world.services.db;
  const rows = await query.selectFrom("Events").select("Payload").execute();
  assert.ok(rows.every(({ Payload }) => !Payload.includes("truncated")));
});

Deno.test("a redaction also reaches what was told a moment before, in the same transaction", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  // They come at once, so that they share one.
  await Promise.all([
    takeBack(world, spine),
    tell(world, spine),
    takeBack(world, spine),
  ]);
  assert.deepEqual(await payloads(world), ['2 test:note {"text":""}']);
});

Deno.test("who resumes after a redaction on any isolate gets the event without its text", async () => {
  await using world = await isolates();
  const spines = [world.isolate(), world.isolate()];
  const live = await Promise.all(spines.map((spine) => read(spine)));
  await tell(world, spines[0]);
  for (const reader of live) await reader.until(() => notes(reader) > 0);
  // From the ring of one isolate and, by a herd, from the pages of the other.
  const before = await Promise.all(
    spines.map((spine) => read(spine, { position: 0 })),
  );
  for (const reader of before) await reader.until(() => notes(reader) > 0);
  await takeBack(world, spines[0]);
  await world.record(spines[0], {});
  for (const reader of live) await reader.until(({ ids }) => ids.length > 0);
  for (const spine of spines) {
    const reader = await read(spine, { position: 0 });
    await reader.until(({ ids }) => ids.length > 0);
    assert.equal(notes(reader), 1);
    assert.ok(!textOf(reader).includes(SECRET));
    assert.ok(!textOf(reader).includes("log:redacted"));
    await reader.close();
    const polled = await spine.poll(subscription({ position: 0 }), {
      limit: 10,
      waitMs: 0,
      signal: AbortSignal.timeout(10_000),
    });
    assert.ok(!JSON.stringify(polled).includes(SECRET));
  }
  for (const reader of [...live, ...before]) await reader.close();
});

Deno.test("a reader that stands still is broken off, and resumes without the text", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  const there = world.isolate();
  const still = await spine.open(subscription());
  const ending = await spine.open(subscription({ sessionId: "other" }));
  assert.ok(still instanceof ReadableStream);
  assert.ok(ending instanceof ReadableStream);
  const quick = await read(spine);
  await tell(world, there);
  await quick.until(() => notes(quick) > 0);
  // What has ended in order still has a queue that its reader is given.
  await world.record(there, {
    type: "session:ended",
    topics: ["user:1"],
    about: { sessionId: "other" },
  });
  await takeBack(world, there);
  await endedBy(spine, "redacted");
  for (const body of [still, ending]) {
    await assert.rejects(new Response(body).text(), /redacted/);
  }
  assert.equal(spine.status().connections.length, 1);
  await quick.close();
});

Deno.test("what the last stream left in its queue when it ended is not handed out after a redaction elsewhere", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  const there = world.isolate();
  const body = await spine.open(subscription());
  assert.ok(body instanceof ReadableStream);
  const queued = () => spine.status().connections[0].queueBytes;
  const before = queued();
  await tell(world, there);
  await until("it is queued", () => queued() > before);
  // Nobody else reads on this isolate, so from here on it does not follow the log.
  await world.record(there, {
    type: "session:ended",
    topics: ["user:1"],
    about: { sessionId: "session" },
  });
  await until("it has ended", () => spine.status().connections.length === 0);
  await takeBack(world, there);
  // The time within which it has to be gone.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const text = await new Response(body).text().catch(() => "");
  assert.ok(!text.includes(SECRET));
});

async function endedBy(spine: Spine, reason: "redacted"): Promise<void> {
  while (!spine.status().metrics.ended[reason]) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function notes(reader: { blocks: { event: string | null }[] }): number {
  return reader.blocks.filter(({ event }) => event === "test:note").length;
}

function textOf(reader: { blocks: { text: string }[] }): string {
  return reader.blocks.map(({ text }) => text).join("\n\n");
}

Deno.test("the compiler asks what becomes of each type of event about the thing", () => {
  // @ts-expect-error -- "test:note:read" is forgotten
  const forgotten: StateNow<typeof NOTE> = { "test:note": { text: "" } };
  assert.ok(forgotten);
});
