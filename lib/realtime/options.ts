import type { Database } from "../db/database.ts";
import type { Log } from "../log.ts";
import type { DerivedSignal } from "./derived_signal.ts";
import type { TopicsOf } from "./membership.ts";
import type { EndedSessions } from "./live/session_checks.ts";
import type { OnPresence } from "./live/user_streams.ts";

export interface SpineOptions {
  db: Database;
  log: Log;
  settings: SpineSettings;
  derived: DerivedSignal[];
  /** What the areas add to a user's topics. */
  topicsOf?: TopicsOf[];
  onPresence?: OnPresence;
  /** Which of the sessions that stream have ended; absent: only events end them. */
  endedSessions?: EndedSessions;
  /** How often it is asked. */
  sessionCheckMs?: number;
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
