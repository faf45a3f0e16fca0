import type { Clock } from "./clock.ts";
import type { Database } from "./db/database.ts";
import type { DiskRoomLook } from "./db/disk_room.ts";
import type { Budget } from "./http/budget/budget.ts";
import type { Jobs } from "./jobs/jobs.ts";
import type { Log } from "./log.ts";
import type { Files, FileUses } from "./media/ports.ts";
import type { Decoder } from "./media/picture/decoder.ts";
import type { Scanner } from "./media/scanner/scanner.ts";
import type { Store } from "./media/store/store.ts";
import type { RateLimits } from "./auth/rate_limits.ts";
import type { SessionKeys } from "./auth/session_keys.ts";
import type { Spine } from "./realtime/spine.ts";
import type { Settings } from "./settings.ts";
import type { Incidents } from "./incidents.ts";
import type { RecentPeople } from "./tenancy/ports.ts";
import type { Turns } from "./turns.ts";

/** All that a domain function may use of the outside. Made once, in `main.ts`, and passed in. */
export interface Services {
  settings: Settings;
  db: Database;
  spine: Spine;
  store: Store;
  scanner: Scanner;
  decoder: Decoder;
  /** What media does for areas that attach files. */
  files: Files;
  /** Who has files attached, an entry for each area. */
  fileUses: readonly FileUses[];
  /** Whom somebody has written to lately, an entry for each area. */
  recentPeople: readonly RecentPeople[];
  jobs: Jobs;
  sessionKeys: SessionKeys;
  diskRoom: DiskRoomLook;
  rateLimits: RateLimits;
  budget: Budget;
  turns: Turns;
  incidents: Incidents;
  clock: Clock;
  log: Log;
}
