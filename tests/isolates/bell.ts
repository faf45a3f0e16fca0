import assert from "node:assert/strict";
import { silentLog } from "../../lib/log.ts";
import { head, shardId } from "../../lib/realtime/log/log.ts";
import { kvDoorbell } from "../../lib/realtime/wake/kv.ts";
import { openKvAt } from "../servers/denokv.ts";
import { until } from "../support/until.ts";
import { summary } from "./figures.ts";
import { expectAllRead } from "./readers.ts";
import {
  latencies,
  noComplaints,
  pause,
  type Scene,
  whileWriting,
} from "./scene.ts";
import { wakesOf } from "./wakes.ts";
import { Writer } from "./writer.ts";

const AWAY_MS = 3_000;

/** Any send that waited for denokv would take as long as it was away. */
const PROMPT_MS = 2_000;

export async function isFasterThanItsRow(
  { cluster, db, readers }: Scene,
): Promise<void> {
  const heard = () => rung(cluster.urls);
  const before = await heard();
  const bell = kvDoorbell(
    () => openKvAt(cluster.denokv!.url),
    await shardId(db.query),
    silentLog,
  )(() => {});
  bell.ring(await head(db.query) + 2);
  await until(
    "all have heard it",
    async () => (await heard()).every((count, n) => count > before[n]),
  );
  const writer = new Writer(cluster.clients("ada@acme.test"), "tenant");
  await writer.sendMany(3);
  await expectAllRead(db, readers);
  bell.close();
  console.log(`send to arrival: ${summary(latencies([writer], readers))}`);
}

export async function isKilledAndComesBack(scene: Scene): Promise<void> {
  const { cluster, db, readers } = scene;
  const writers = scene.writers();
  let meanwhile: number[] = [];
  await whileWriting(writers, async () => {
    await cluster.denokv!.kill();
    await pause(AWAY_MS);
    meanwhile = writers.flatMap(({ sent }) =>
      sent.map(({ startedAt, answeredAt }) => answeredAt - startedAt)
    );
    await cluster.denokv!.restart();
    const before = await rung(cluster.urls);
    await until(
      "all hear denokv again",
      async () => (await rung(cluster.urls)).every((n, i) => n > before[i]),
    );
  });
  await expectAllRead(db, readers);
  console.log(`a send while it was away: ${summary(meanwhile)}`);
  assert.ok(Math.max(...meanwhile) < PROMPT_MS, "a request waited for it");
  assert.deepEqual(writers.flatMap(({ refusals }) => refusals), []);
}

export async function isAwayWhileOneStarts(
  { cluster, db, readers }: Scene,
): Promise<void> {
  const [first, , late] = cluster.processes;
  const [onFirst, onLate] = [first, late].map((server) =>
    new Writer([cluster.data.client(server, "ada@acme.test")], "tenant")
  );
  await cluster.denokv!.kill();
  await late.kill("SIGKILL");
  await late.restart();
  console.log(`start to first answer: ${Math.round(late.startedInMs)} ms`);
  await onLate.sendMany(3);
  await expectAllRead(db, readers);

  await cluster.denokv!.restart();
  await until("the one that started hears denokv", async () => {
    await onFirst.send();
    return (await wakesOf(late.url)).kv > 0;
  });
  await expectAllRead(db, readers);
  noComplaints([onFirst, onLate]);
}

/** How often each was rung through denokv. */
async function rung(urls: string[]): Promise<number[]> {
  const wakes = await Promise.all(urls.map(wakesOf));
  return wakes.map(({ kv }) => kv);
}
