import assert from "node:assert/strict";
import type { Database } from "../../lib/db/database.ts";
import { summary } from "../isolates/figures.ts";
import { expectAllRead } from "../isolates/readers.ts";
import { latencies, noComplaints, pause } from "../isolates/scene.ts";
import type { Writer } from "../isolates/writer.ts";
import type { TestClient } from "../support/client.ts";
import { complaints } from "./checker.ts";
import { type Backend, KINDS } from "./faults.ts";
import { type Fault, type Hardship, schedule } from "./schedule.ts";
import { expectTrueCounts } from "./shown_count.ts";
import { type Bug, BUGS, tampered } from "./tamper.ts";
import { startWorld, type World } from "./world.ts";

const BETWEEN_SENDS_MS = 60;
const BETWEEN_MARKS_MS = 700;

export interface Run {
  seed: number;
  backend: Backend;
  hardship: Hardship;
  /** A bug applied to what one reader was sent before it is checked. The run has to fail. */
  bug?: Bug;
}

/**
 * Lets people write and read while faults happen as `seed` decides, mends them all, and compares
 * what each reader was sent with what was committed.
 *
 * @throws {AssertionError} for any event that is lost, doubled, out of order, altered or leaked.
 */
export async function run({ seed, backend, hardship, bug }: Run) {
  const faults = schedule(seed, hardship, backend);
  const history: string[] = [];
  try {
    await using world = await startWorld(backend);
    const { db, readers, shownCounts, writers, markers } = world;
    const startedAt = performance.now();
    const stop = new AbortController();
    const writing = [
      ...writers.map((writer) =>
        writer.sendUntil(stop.signal, BETWEEN_SENDS_MS)
      ),
      ...markers.map((clients) => markUntil(stop.signal, clients)),
    ];
    try {
      await happen(world, faults, history);
    } finally {
      stop.abort();
      await Promise.all(writing);
    }
    const mendedAt = performance.now();
    await Promise.all(writers.map((writer) => writer.send()));
    const recoveredInMs = performance.now() - mendedAt;

    if (bug) {
      const log = await expectAllRead(db, readers);
      const reading = tampered(bug, readers[0].reading(), log);
      assert.deepEqual(complaints(log, reading), []);
    }
    noComplaints(writers);
    await everyMessageOnce(db, writers);
    const log = await expectAllRead(db, readers);
    await expectTrueCounts(db, shownCounts);
    for (const bug of Object.keys(BUGS) as Bug[]) {
      const reading = tampered(bug, readers[0].reading(), log);
      assert.notDeepEqual(complaints(log, reading), [], `it missed "${bug}"`);
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    console.log(
      `seed ${seed}, ${backend}, ${Math.round(seconds)} s;`,
      `all could write ${
        Math.round(recoveredInMs)
      } ms after the last was mended`,
    );
    report(world, faults, log.length);
  } catch (error) {
    console.log(history.join("\n"));
    throw error;
  }
}

/** Marks everything read now and then, on one isolate after the other: counts go up and down. */
async function markUntil(
  signal: AbortSignal,
  clients: TestClient[],
): Promise<void> {
  for (let turn = 0; !signal.aborted; turn++) {
    try {
      await clients[turn % clients.length]
        .post("/api/messaging/messages/read", { all: true });
    } catch {
      // It may be refused or broken off. Only the state at the end matters.
    }
    await pause(BETWEEN_MARKS_MS);
  }
}

/** Lets each fault happen in its time, one after the other where they have the same target. */
async function happen(
  world: World,
  faults: Fault[],
  history: string[],
): Promise<void> {
  const startedAt = performance.now();
  const underWay = new Map<string, Promise<void>>();
  for (const fault of faults) {
    await pause(Math.max(0, startedAt + fault.at - performance.now()));
    const { target, happen } = KINDS[fault.kind];
    const key = target === "isolate" || target === "line"
      ? `${target} ${fault.isolate}`
      : target;
    const before = underWay.get(key) ?? Promise.resolve();
    const next = before.then(() => note(fault, happen));
    next.catch(() => {}); // it is thrown below
    underWay.set(key, next);
  }
  await Promise.all(underWay.values());

  async function note(
    { kind, isolate, lasts }: Fault,
    happen: (typeof KINDS)[keyof typeof KINDS]["happen"],
  ): Promise<void> {
    const from = performance.now() - startedAt;
    await happen(world, world.isolates[isolate], lasts);
    const to = performance.now() - startedAt;
    const [begin, end] = [from, to].map((ms) => (ms / 1_000).toFixed(1));
    history.push(`${begin} s to ${end} s: ${kind} (isolate ${isolate + 1})`);
  }
}

/** Asserts that each attempted message is there at most once, and each answered one is there. */
async function everyMessageOnce(
  db: Database,
  writers: Writer[],
): Promise<void> {
  const rows = await db.query.selectFrom("Messages").select(["Id", "ClientId"])
    .execute();
  const tried = new Set(writers.flatMap(({ clientIds }) => clientIds));
  const ids = new Map(rows.map(({ Id, ClientId }) => [ClientId, Id]));
  assert.equal(ids.size, rows.length, "a message was made twice");
  for (const { ClientId } of rows) assert.ok(tried.has(ClientId!));
  for (const { clientId, messageId } of writers.flatMap(({ sent }) => sent)) {
    assert.equal(ids.get(clientId), messageId, "an answered message is gone");
  }
}

function report(
  { readers, writers }: World,
  faults: Fault[],
  events: number,
): void {
  const sum = <T>(list: T[], of: (item: T) => number) =>
    list.reduce((total, item) => total + of(item), 0);
  const kinds = Map.groupBy(faults, ({ kind }) => kind);
  const line = (...parts: unknown[]) => console.log(parts.join(" "));
  line(
    `${faults.length} faults:`,
    [...kinds].map(([kind, { length }]) => `${kind} × ${length}`).join(", "),
  );
  line(
    `${sum(writers, ({ sent }) => sent.length)} messages, ${events} events,`,
    `${sum(readers, ({ follower }) => follower.events.length)} deliveries to`,
    `${readers.length} readers over`,
    `${sum(readers, ({ follower }) => follower.connections)} connections:`,
    "0 lost, 0 repeated, 0 out of order, 0 leaked; every unread count is the true one",
  );
  line(
    `${sum(writers, ({ refusals }) => refusals.length)} sends answered 503,`,
    `${sum(writers, ({ broken }) => broken)} broken off,`,
    `${sum(writers, ({ madeBefore }) => madeBefore)} of them made all the same`,
  );
  line(`send to arrival: ${summary(latencies(writers, readers))}`);
}
