import type { Database } from "../db/database.ts";
import type { Log } from "../log.ts";
import type { DerivedSignal } from "./derived_signal.ts";
import type { OnPresence } from "./live/user_streams.ts";

export interface SpineOptions {
  db: Database;
  log: Log;
  settings: SpineSettings;
  derived: DerivedSignal[];
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
