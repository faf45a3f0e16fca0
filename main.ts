import { App, staticFiles } from "fresh";
import { createRateLimits } from "./lib/auth/rate_limits.ts";
import { createSessionKeys } from "./lib/auth/create_session_keys.ts";
import { systemClock } from "./lib/clock.ts";
import { type Database, openDatabase } from "./lib/db/database.ts";
import { databaseLocation } from "./lib/db/location.ts";
import { migrateUp } from "./lib/db/migrate.ts";
import type { State } from "./lib/http/define.ts";
import { guard } from "./lib/http/guard.ts";
import {
  drainOnSignal,
  exit,
  type Lifecycle,
  refuseWhileDraining,
} from "./lib/lifecycle.ts";
import { createJobs } from "./lib/jobs/create_jobs.ts";
import { jsonLog, type Log } from "./lib/log.ts";
import { createFiles } from "./lib/media/files.ts";
import { mediaJobs } from "./lib/media/jobs.ts";
import { openScanner } from "./lib/media/scanner/open_scanner.ts";
import { openStore } from "./lib/media/store/open_store.ts";
import { type Store, StoreRefusedError } from "./lib/media/store/store.ts";
import { seedDemoMessages } from "./lib/messages/demo.ts";
import { messageFileUses } from "./lib/messages/file_uses.ts";
import { unreadCounts } from "./lib/messages/unread_count.ts";
import { createSpine } from "./lib/realtime/create_spine.ts";
import { shardId } from "./lib/realtime/log/log.ts";
import { broadcastRoad } from "./lib/realtime/signals/broadcast.ts";
import { broadcastDoorbell } from "./lib/realtime/wake/broadcast.ts";
import { kvDoorbell } from "./lib/realtime/wake/kv.ts";
import type { Services } from "./lib/services.ts";
import { readSettings, type Settings, SettingsError } from "./lib/settings.ts";
import { seedDemo } from "./lib/tenancy/demo.ts";
import { signInHint } from "./lib/tenancy/sign_in_hint.ts";
import { createTurns } from "./lib/turns.ts";

const services = await openServices().catch(exitOnWrongSettings);
await seedDemo(services, seedDemoMessages);
const hint = await signInHint(services);
services.jobs.start(mediaJobs(services));
const drain = drainOnSignal(services);

/** What the server that listens tells, and asks, when the process has to end. */
export const lifecycle: Lifecycle = {
  ...drain,
  onListen(server) {
    drain.onListen(server);
    if (isFirstThread()) console.log(hint);
  },
};

class HarborApp extends App<State> {
  /** Around everything, the router and the error pages included. */
  override handler() {
    return guard(refuseWhileDraining(super.handler(), lifecycle), {
      log: services.log,
      trustProxy: services.settings.trustProxy,
      dev: this.config.mode === "development",
    });
  }
}

export const app = new HarborApp({ trustProxy: services.settings.trustProxy })
  .use((ctx) => {
    ctx.state.services = services;
    return ctx.next();
  })
  .use(staticFiles())
  .fsRoutes();

async function openServices(): Promise<Services> {
  const settings = readSettings(Deno.env.toObject());
  const log = jsonLog();
  const db = await openMigrated(settings);
  const spine = createSpine({
    db,
    log,
    settings: settings.realtime,
    derived: [unreadCounts],
  });
  const shard = await shardId(db.query);
  const openKv = kvOf(settings);
  spine.start([
    broadcastDoorbell(shard),
    ...openKv ? [kvDoorbell(openKv, shard, log)] : [],
  ], [broadcastRoad(shard)]);
  const sessionKeys = createSessionKeys(db, settings, systemClock);
  const store = await openUsable(settings, log);
  const fileUses = [messageFileUses];
  return {
    settings,
    db,
    spine,
    store,
    fileUses,
    files: createFiles({ fileUses, store, log }),
    scanner: openScanner(settings),
    jobs: createJobs({
      db,
      spine,
      clock: systemClock,
      log,
      settings: settings.jobs,
    }),
    sessionKeys,
    rateLimits: createRateLimits(settings.rates),
    turns: createTurns(),
    clock: systemClock,
    log,
  };
}

async function openMigrated(settings: Settings): Promise<Database> {
  try {
    const db = await openDatabase(databaseLocation(settings));
    await migrateUp(db);
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

/** A store that refuses us is an error; one that is away may come back. */
async function openUsable(settings: Settings, log: Log): Promise<Store> {
  const store = await openStore(settings);
  if (!settings.bucket) return store;
  const { endpoint, bucket } = settings.bucket;
  try {
    for await (const _ of store.list("")) break;
  } catch (error) {
    if (error instanceof StoreRefusedError) {
      throw new SettingsError(
        `S3_ENDPOINT: cannot use the bucket "${bucket}" at ${endpoint}: ${error.reason}`,
        { cause: error },
      );
    }
    log.warn("the file store is away", { endpoint, why: String(error) });
  }
  return store;
}

/** The KV that isolates share, where there is one: a server's, or the platform's on Deno Deploy. */
function kvOf({ kvUrl }: Settings): (() => Promise<Deno.Kv>) | undefined {
  if (kvUrl) return () => Deno.openKv(kvUrl);
  if (Deno.env.has("DENO_DEPLOYMENT_ID")) return () => Deno.openKv();
}

function exitOnWrongSettings(error: unknown): Promise<never> {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  exit(1);
  // A worker goes on until the whole process has ended.
  return new Promise(() => {});
}

/** Of several that serve, one speaks. */
function isFirstThread(): boolean {
  return !("postMessage" in globalThis) || self.name === "worker-1";
}
