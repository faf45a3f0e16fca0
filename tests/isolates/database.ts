import assert from "node:assert/strict";
import { summary } from "./figures.ts";
import { expectAllRead } from "./readers.ts";
import { pause, type Scene, whileWriting } from "./scene.ts";

const AWAY_MS = 3_000;

/** Longer than a request waits for an answer. */
const STILL_MS = 9_000;

/** A request must not take longer, whatever happens. */
const BOUND_MS = 10_000;

export async function isKilled(scene: Scene): Promise<void> {
  const { sqld } = scene.cluster;
  await outage(scene, async () => {
    await sqld!.kill();
    await pause(AWAY_MS);
    await sqld!.restart();
  });
}

export async function standsStill(scene: Scene): Promise<void> {
  const { sqld } = scene.cluster;
  await outage(scene, async () => {
    sqld!.pause();
    await pause(STILL_MS);
    sqld!.resume();
  });
}

async function outage(
  scene: Scene,
  lasting: () => Promise<void>,
): Promise<void> {
  const { db, readers } = scene;
  const connections = () => readers.map(({ follower }) => follower.connections);
  const before = connections();
  const writers = scene.writers();
  await whileWriting(writers, lasting);
  await expectAllRead(db, readers);
  assert.deepEqual(connections(), before, "no stream was closed");
  const refusals = writers.flatMap(({ refusals }) => refusals);
  console.log(`503 after: ${summary(refusals)}`);
  assert.ok(refusals.length > 0, "the outage was not noticed");
  assert.ok(Math.max(...refusals) <= BOUND_MS);
}
