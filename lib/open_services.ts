import type { Area } from "./area.ts";
import { createRateLimits } from "./auth/rate_limits.ts";
import { endedSessions } from "./auth/stored_sessions.ts";
import { createSessionKeys } from "./auth/create_session_keys.ts";
import { systemClock } from "./clock.ts";
import { type Database, openDatabase } from "./db/database.ts";
import { createDiskRoomLook } from "./db/disk_room.ts";
import { databaseLocation } from "./db/location.ts";
import { lookAtLog } from "./db/look_at_log.ts";
import { migrateUp, type Migrations } from "./db/migrate.ts";
import { amountsFor } from "./http/budget/amounts.ts";
import { createBudget } from "./http/budget/budget.ts";
import { descriptorLimit } from "./http/budget/descriptors.ts";
import { createJobs } from "./jobs/create_jobs.ts";
import { lanesOf } from "./jobs/lanes.ts";
import { jsonLog, type Log } from "./log.ts";
import { createFiles } from "./media/files.ts";
import { createDecoder } from "./media/picture/decoder.ts";
import { openScanner } from "./media/scanner/open_scanner.ts";
import { openUsableStore } from "./media/store/open_store.ts";
import { createSpine } from "./realtime/create_spine.ts";
import { shardId } from "./realtime/log/log.ts";
import { betweenProcesses } from "./realtime/signals/between_processes.ts";
import { broadcastTransport } from "./realtime/signals/broadcast.ts";
import { processId } from "./realtime/signals/process_id.ts";
import { broadcastDoorbell } from "./realtime/wake/broadcast.ts";
import { kvDoorbell } from "./realtime/wake/kv.ts";
import type { Services } from "./services.ts";
import { type Settings, SettingsError } from "./settings.ts";
import { createIncidents } from "./incidents.ts";
import { isFirstThread } from "./lifecycle.ts";
import { createTurns } from "./turns.ts";

/**
 * Opens what the settings name, with the schema brought up to date, and starts the spine.
 *
 * @throws {SettingsError} for what cannot be used, with its variable's name.
 */
export async function openServices(
  settings: Settings,
  areas: readonly Area[],
): Promise<Services> {
  const log = jsonLog();
  const descriptors = descriptorLimit() / settings.workers;
  const clock = systemClock;
  const incidents = createIncidents();
  const db = await openMigrated(settings, migrationsOf(areas), async (url) => {
    if (isFirstThread()) incidents.lostFrames = await lostFrames(url, log);
  });
  const spine = createSpine({
    db,
    log,
    settings: withinDescriptors(settings.realtime, descriptors, log),
    derived: areas.flatMap(({ derived }) => derived ?? []),
    topicsOf: areas.flatMap(({ topicsOf }) => topicsOf ?? []),
    endedSessions: (ids) => endedSessions(db, ids, clock.now()),
  });
  const shard = await shardId(db.query);
  const openKv = kvOf(settings);
  spine.start([
    broadcastDoorbell(shard),
    ...openKv ? [kvDoorbell(openKv, shard, log)] : [],
  ], [
    broadcastTransport(shard),
    betweenProcesses({
      db,
      log,
      processId: isDeployed() ? crypto.randomUUID() : processId(),
      pollSeconds: settings.realtime.pollSeconds,
      doorbells: openKv ? [kvDoorbell(openKv, shard, log, "signals")] : [],
    }),
  ]);
  const store = await openUsableStore(settings, log);
  const fileUses = areas.flatMap(({ fileUses }) => fileUses ?? []);
  return {
    settings,
    db,
    spine,
    store,
    fileUses,
    recentPeople: areas.flatMap(({ recentPeople }) => recentPeople ?? []),
    files: createFiles({ fileUses, store, log }),
    scanner: openScanner(settings),
    decoder: createDecoder(log),
    jobs: createJobs({ db, spine, clock, log, lanes: lanesOf(settings.jobs) }),
    sessionKeys: createSessionKeys(db, settings, clock),
    diskRoom: createDiskRoomLook(settings, db.spareRoom),
    rateLimits: createRateLimits(settings.rates),
    budget: createBudget(amountsFor(descriptors)),
    turns: createTurns(),
    incidents,
    clock,
    log,
  };
}

/** The part of the descriptors that streams may have. */
const STREAMS_PART = 0.75;

function withinDescriptors(
  settings: Settings["realtime"],
  descriptors: number,
  log: Log,
): Settings["realtime"] {
  const most = Math.floor(descriptors * STREAMS_PART);
  const { streamsMax } = settings;
  if (most >= streamsMax || most === Infinity) return settings;
  log.warn("streams.bounded_by_descriptors", { descriptors, most, streamsMax });
  return { ...settings, streamsMax: most };
}

export function migrationsOf(areas: readonly Area[]): Migrations {
  return Object.assign({}, ...areas.map(({ migrations }) => migrations));
}

async function openMigrated(
  settings: Settings,
  migrations: Migrations,
  before: (url: string) => Promise<void>,
): Promise<Database> {
  try {
    const location = databaseLocation(settings);
    await before(location.url);
    const db = await openDatabase(location);
    await migrateUp(db, migrations);
    return db;
  } catch (error) {
    const { databaseUrl, dataDir } = settings;
    const place = databaseUrl
      ? `LIBSQL_URL: cannot use the database at ${databaseUrl}`
      : `DATA_DIR: cannot use the database in "${dataDir}"`;
    throw new SettingsError(`${place}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** How many frames of the write-ahead log are lost; the log tells where. */
async function lostFrames(url: string, log: Log): Promise<number> {
  const damage = await lookAtLog(url);
  if (damage === null) return 0;
  log.error("database.wal_damaged", "Committed data may be lost", {
    ...damage,
  });
  return damage.lostFrames;
}

/** The KV that isolates share, where there is one: a server's, or the platform's on Deno Deploy. */
function kvOf({ kvUrl }: Settings): (() => Promise<Deno.Kv>) | undefined {
  if (kvUrl) return () => Deno.openKv(kvUrl);
  if (isDeployed()) return () => Deno.openKv();
}

/** On Deno Deploy, where each isolate is a process of its own. */
function isDeployed(): boolean {
  return Deno.env.has("DENO_DEPLOYMENT_ID");
}
