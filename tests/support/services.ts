import { OWN } from "./migrations.ts";
import { join } from "node:path";
import type { Actor } from "../../lib/auth/actor.ts";
import { createRateLimits } from "../../lib/auth/rate_limits.ts";
import { createSessionKeys } from "../../lib/auth/create_session_keys.ts";
import { openDatabase } from "../../lib/db/database.ts";
import { createDiskRoomLook } from "../../lib/db/disk_room.ts";
import { migrateUp } from "../../lib/db/migrate.ts";
import { amountsFor } from "../../lib/http/budget/amounts.ts";
import { createBudget } from "../../lib/http/budget/budget.ts";
import { createJobs } from "../../lib/jobs/create_jobs.ts";
import { lanesOf } from "../../lib/jobs/lanes.ts";
import { silentLog } from "../../lib/log.ts";
import { createFiles } from "../../lib/media/files.ts";
import { createDecoder } from "../../lib/media/picture/decoder.ts";
import { openScanner } from "../../lib/media/scanner/open_scanner.ts";
import { openStore } from "../../lib/media/store/open_store.ts";
import { createSpine } from "../../lib/realtime/create_spine.ts";
import type { DerivedSignal } from "../../lib/realtime/derived_signal.ts";
import type { Services } from "../../lib/services.ts";
import { AREAS } from "../../lib/areas.ts";
import { readSettings } from "../../lib/settings.ts";
import { createTurns } from "../../lib/turns.ts";
import { createIncidents } from "../../lib/incidents.ts";
import { type SettableClock, settableClock } from "./clock.ts";
import { addTenant, addUser, type UserOptions } from "./people.ts";

/** Real services on a database file of their own, removed with the scope that made them. */
export interface TestServices extends Services, AsyncDisposable {
  clock: SettableClock;
  /** The temporary folder that holds the database. */
  dataDir: string;
  /** Makes a tenant, unless the id exists. */
  tenant(id: string, name?: string): Promise<string>;
  /**
   * Makes a user with a session. The tenant is the first label of the address's domain
   * (`ada@acme.test` is in `acme`), made if need be; a global admin's is the system tenant.
   */
  user(email: string, options?: UserOptions): Promise<Actor>;
}

export interface TestServicesOptions {
  /** As in the environment: `{ REPLAY_MAX: "10" }`. */
  environment?: Record<string, string>;
  /** The time of day at the start. */
  now?: Date | string;
  derived?: DerivedSignal[];
  /** `false` leaves the database as it is; it may even be away. */
  migrate?: boolean;
}

/** `await using services = await testServices();` */
export async function testServices(
  {
    environment = {},
    now = "2026-01-15T09:00:00.000Z",
    derived = [],
    migrate = true,
  }: TestServicesOptions = {},
): Promise<TestServices> {
  const dataDir = await Deno.makeTempDir({ prefix: "harbor-test-" });
  const settings = readSettings({ DATA_DIR: dataDir, ...environment }, AREAS);
  const clock = settableClock(now);
  const db = await openDatabase({
    url: settings.databaseUrl ?? `file:${join(dataDir, "harbor.db")}`,
  });
  if (migrate) await migrateUp(db, OWN);
  const spine = createSpine({
    db,
    log: silentLog,
    settings: settings.realtime,
    derived,
    topicsOf: AREAS.flatMap(({ topicsOf }) => topicsOf ?? []),
  });
  const jobs = createJobs({
    db,
    spine,
    clock,
    log: silentLog,
    lanes: lanesOf(settings.jobs),
  });
  const store = await openStore(settings);
  const fileUses = AREAS.flatMap(({ fileUses }) => fileUses ?? []);

  const decoder = createDecoder(silentLog);

  return {
    settings,
    db,
    spine,
    store,
    fileUses,
    recentPeople: AREAS.flatMap(({ recentPeople }) => recentPeople ?? []),
    files: createFiles({ fileUses, store, log: silentLog }),
    scanner: openScanner(settings),
    decoder,
    jobs,
    diskRoom: createDiskRoomLook(settings),
    rateLimits: createRateLimits(settings.rates),
    budget: createBudget(amountsFor(Infinity)),
    turns: createTurns(),
    incidents: createIncidents(),
    sessionKeys: createSessionKeys(db, settings, clock),
    clock,
    log: silentLog,
    dataDir,
    tenant: (id, name = id) => addTenant(db, id, { name, now: clock.now() }),
    user: (email, options) =>
      addUser(db, email, { ...options, now: clock.now() }),
    async [Symbol.asyncDispose]() {
      await jobs.stop(0);
      spine.stop();
      await decoder[Symbol.asyncDispose]();
      await db.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}
