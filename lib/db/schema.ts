import type { Generated } from "kysely";

/**
 * The row types of the rooms that all areas share, one for each table, as the migrations leave
 * them (a test compares the two). An area adds its own in its `tables.ts`, by declaration merging.
 * Times are ISO 8601 UTC text, booleans 0 or 1.
 */
export interface Schema {
  Tenants: TenantRow;
  Users: UserRow;
  Sessions: SessionRow;
  SessionKeys: SessionKeyRow;
  Jobs: JobRow;
  Events: EventRow;
  TopicChanges: TopicChangeRow;
  Shard: ShardRow;
  Signals: SignalRow;
  Isolates: IsolateRow;
}

export type Bit = 0 | 1;
export type Role = "subscriber" | "agent" | "tenant_admin" | "global_admin";

export type JobState = "pending" | "running" | "dead";

export interface TenantRow {
  Id: string;
  Name: string;
  CreatedAt: string;
  /** Else nobody of it can sign in. */
  IsActive: Generated<Bit>;
}

export interface UserRow {
  Id: Generated<number>;
  TenantId: string;
  Email: string;
  Name: string;
  Role: Role;
  /** `null`: this user cannot log in (made by an import). */
  PasswordHash: string | null;
  IsActive: Generated<Bit>;
  CreatedAt: string;
  /** Name and address without case and accents; see `personText`. */
  SearchText: Generated<string>;
}

export interface SessionRow {
  Id: string;
  UserId: number;
  CreatedAt: string;
  ExpiresAt: string;
}

export interface SessionKeyRow {
  Id: string;
  Secret: string;
  CreatedAt: string;
}

/** Work to be done apart from a request; see `lib/jobs/queue.ts`. */
export interface JobRow {
  Id: Generated<number>;
  Kind: string;
  /** Of those that have the same one, only one is pending, and only one runs. */
  Key: string | null;
  /** JSON. */
  Payload: string;
  State: JobState;
  /** When to take it; of a running one, the end of its lease. `null` for the dead. */
  DueAt: string | null;
  /** How often it was begun. */
  Attempts: Generated<number>;
  /** Who runs it: nobody else may complete it. */
  LeaseId: string | null;
  LastError: string | null;
  CreatedAt: string;
}

/** The event log. `Id` grows in commit order; see `lib/realtime/log/log.ts`. */
export interface EventRow {
  Id: Generated<number>;
  TenantId: string;
  /** JSON list of topics. */
  Audience: string;
  Type: string;
  /** JSON, ready to go out as the `data` of the envelope. */
  Payload: string;
  CreatedAt: string;
  /** What it is about: `message:88`. */
  About: string | null;
  /** JSON: who joins and leaves topics with it. A trigger copies it into `TopicChanges`. */
  Changes: string | null;
}

/** By user: into which topic, or out of which, they go with which event. */
export interface TopicChangeRow {
  EventId: number;
  TenantId: string;
  UserId: number;
  Topic: string;
  Joined: Bit;
}

/** One row: this database's own id, and the highest event id that was pruned. */
export interface ShardRow {
  Id: string;
  Floor: number;
}

/** A signal on its way to other processes; see `lib/realtime/signals/`. */
export interface SignalRow {
  Id: Generated<number>;
  ProcessId: string;
  TenantId: string;
  /** JSON list of topics. */
  Topics: string;
  Type: string;
  /** JSON. */
  Data: string;
  Key: string;
  /** By the database's clock, as is `RenewedAt`. */
  CreatedAt: string;
}

/** An isolate that reads signals. */
export interface IsolateRow {
  Id: string;
  ProcessId: string;
  RenewedAt: string;
}
