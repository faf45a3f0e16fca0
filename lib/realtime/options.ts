import type { Database } from "../db/database.ts";
import type { Log } from "../log.ts";
import type { DerivedSignal } from "./derived_signal.ts";
import type { TopicsOf } from "./membership.ts";
import type { OnPresence } from "./live/user_streams.ts";

export interface SpineOptions {
  db: Database;
  log: Log;
  settings: SpineSettings;
  derived: DerivedSignal[];
  /** What the areas add to a user's topics. */
  topicsOf?: TopicsOf[];
  onPresence?: OnPresence;
}

export interface SpineSettings {
  retentionHours: number;
  replayMax: number;
  pollSeconds: number;
  flushWindowMs: number;
  heartbeatSeconds: number;
  streamMaxSeconds: number;
  streamQueueBytes: number;
  streamsPerUser: number;
  streamsMax: number;
}
