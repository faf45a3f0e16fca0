import assert from "node:assert/strict";
import type { Database } from "../../lib/db/database.ts";
import { silentLog } from "../../lib/log.ts";
import { createSpine } from "../../lib/realtime/create_spine.ts";
import { shardId } from "../../lib/realtime/log/log.ts";
import { kvDoorbell } from "../../lib/realtime/wake/kv.ts";
import { systemClock } from "../../lib/clock.ts";
import { AREAS } from "../../lib/areas.ts";
import { readSettings } from "../../lib/settings.ts";
import { changeUser } from "../../lib/tenancy/change_user.ts";
import { openKvAt } from "../servers/denokv.ts";
import { client } from "../support/client.ts";
import type { EventStream } from "../support/stream.ts";
import { ISOLATES, LEAVER } from "./cluster.ts";
import { summary } from "./figures.ts";
import type { Scene } from "./scene.ts";

/** With a bell at once, which we take for a second; by the poll in two. */
const BY_BELL_MS = 1_000;
const BY_POLL_MS = 2_000;

export async function endsBySession(
  { combination, cluster, db }: Scene,
): Promise<void> {
  const took: number[] = [];
  for (let round = 0; round < ISOLATES; round++) {
    const { token, user } = await cluster.processes[0].login("ben@acme.test");
    const isolates = cluster.urls.map((url) => client(url, token, user));
    const streams = await Promise.all(isolates.map((own) => own.stream()));
    took.push(
      ...await untilEnded(
        streams,
        () => isolates[round].post("/api/auth/logout"),
      ),
    );
    const ended = await lastOf(db, "session:ended");
    for (const stream of streams) {
      assert.ok(stream.position()! < ended, "nothing came after the end");
    }
  }
  console.log(`logout to the stream's end: ${summary(took)}`);
  const bound = combination.hears === "poll" ? BY_POLL_MS : BY_BELL_MS;
  assert.ok(Math.max(...took) <= bound);
}

export async function endsByUser({ cluster, db }: Scene): Promise<void> {
  const isolates = cluster.clients(LEAVER);
  const streams = await Promise.all(isolates.map((own) => own.stream()));
  const { userId } = cluster.data.actors[LEAVER];
  const settings = readSettings({}, AREAS).realtime;
  const spine = createSpine({ db, log: silentLog, settings, derived: [] });
  const { denokv } = cluster;
  if (denokv) {
    const shard = await shardId(db.query);
    spine.start([kvDoorbell(() => openKvAt(denokv.url), shard, silentLog)]);
  }
  const services = { db, spine, clock: systemClock };
  const took = await untilEnded(
    streams,
    () => changeUser(services, null, userId, { isActive: false }),
  );
  spine.stop();
  console.log(`shut out to the stream's end: ${summary(took)}`);
  assert.ok(Math.max(...took) <= (denokv ? BY_BELL_MS : BY_POLL_MS));
  for (const own of isolates) {
    const refused = await own.fetch("/api/messages");
    await refused.body?.cancel();
    assert.equal(refused.status, 401);
  }
}

/** Milliseconds from the moment that `act` is done to the end of each stream. */
async function untilEnded(
  streams: EventStream[],
  act: () => Promise<unknown>,
): Promise<number[]> {
  const ends = streams.map(async (stream) => {
    await stream.ended();
    return performance.now();
  });
  await act();
  const done = performance.now();
  return (await Promise.all(ends)).map((end) => Math.max(end - done, 0));
}

async function lastOf(db: Database, type: string): Promise<number> {
  const { Id } = await db.query.selectFrom("Events").select("Id")
    .where("Type", "=", type).orderBy("Id", "desc").limit(1)
    .executeTakeFirstOrThrow();
  return Id;
}
