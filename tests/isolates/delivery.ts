import assert from "node:assert/strict";
import { summary } from "./figures.ts";
import { expectAllRead } from "./readers.ts";
import {
  latencies,
  noComplaints,
  pause,
  type Scene,
  whileWriting,
} from "./scene.ts";
import { allWakes, wakesOf } from "./wakes.ts";
import { Writer } from "./writer.ts";

const EACH = 20;

/** Fewer than the poll comes round in a second, so that a bell has to be heard for most. */
const BETWEEN_MS = 60;

/** What the platform gives a process from the signal to its end. */
const DRAINS_WITHIN_MS = 5_000;

export async function everythingArrives(scene: Scene): Promise<void> {
  const { db, readers } = scene;
  const writers = scene.writers();
  await Promise.all(writers.map((writer) => writer.sendMany(EACH)));
  await expectAllRead(db, readers);
  noComplaints(writers);
  console.log(`send to arrival: ${summary(latencies(writers, readers))}`);
}

/** One isolate writes; the others hear of it by what they have to hear by. */
export async function othersHear(scene: Scene): Promise<void> {
  const { combination: { hears, threads }, cluster, db, readers } = scene;
  const [, ...others] = cluster.urls;
  const before = await Promise.all(others.map(wakesOf));
  const writer = new Writer([cluster.clients("ada@acme.test")[0]], "tenant");
  for (let n = 0; n < EACH; n++) {
    await writer.send();
    await pause(BETWEEN_MS);
  }
  await expectAllRead(db, readers);
  noComplaints([writer]);
  const elsewhere = readers.filter(({ isolate }) => isolate > 0);
  console.log(`send to arrival: ${summary(latencies([writer], elsewhere))}`);

  // Of threads one cannot ask a certain one; each of them has heard of others by now.
  const wakes = threads
    ? await allWakes(others)
    : await Promise.all(others.map(wakesOf));
  for (const heard of wakes) console.log("wakes:", JSON.stringify(heard));
  assert.ok(wakes.length > 1, "one isolate alone answered");
  for (const [n, heard] of wakes.entries()) {
    const heardBefore = threads ? 0 : before[n][hears];
    assert.ok(heard[hears] > heardBefore, `no wake by ${hears}`);
  }
}

export async function everyIsolateIsKilled(scene: Scene): Promise<void> {
  const { cluster, db, readers } = scene;
  const writers = scene.writers("wander");
  await whileWriting(writers, async () => {
    for (const server of cluster.processes) {
      await server.kill("SIGKILL");
      await server.restart();
    }
  });
  await expectAllRead(db, readers);
  const broken = writers.reduce((sum, writer) => sum + writer.broken, 0);
  console.log(`${broken} requests broken off, and sent again elsewhere`);
}

/** The end of a process of threads: all of them are told, and none is left behind. */
export async function allThreadsDrain(
  { cluster, db, readers }: Scene,
): Promise<void> {
  const [server] = cluster.processes;
  const streams = await Promise.all(
    cluster.clients("ada@acme.test").map((own) => own.stream()),
  );
  const startedAt = performance.now();
  const ending = server.kill("SIGTERM");
  for (const stream of streams) {
    await stream.until("farewell", ({ event }) => event === "server:draining");
    await stream.ended();
  }
  const { code } = await ending;
  const took = Math.round(performance.now() - startedAt);
  console.log(`from the signal to the end: ${took} ms`);
  assert.equal(code, 0);
  assert.ok(took < DRAINS_WITHIN_MS);
  await server.restart();
  await expectAllRead(db, readers);
}
