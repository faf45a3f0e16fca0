import type { Database } from "../../db/database.ts";
import type { Log } from "../../log.ts";
import type { Listener } from "./listeners.ts";
import { head } from "../log/log.ts";
import type { DerivedSignal } from "../derived_signal.ts";
import type { DerivedType, EventType } from "../event.ts";
import { envelope } from "./derived_values.ts";
import { encodeSignal } from "./wire.ts";

/** The shortest rest between two computations, so that a burst of events costs one for each. */
export const REST_MS = 100;

/** The shortest rest under full load. */
const LOADED_REST_MS = 1_000;

/** How many times longer than a computation the rest after it is at least. */
const FACTOR = 10;

/** The longest rest, while the database is away. */
const MAX_REST_MS = 5_000;

/**
 * Collects for whom a derived value may have changed and sends each the new one: at once after a
 * quiet time, else at most every 100 ms, and seldom where events or the values themselves cost much.
 */
export class DerivedSignals {
  private readonly due = new Map<DerivedSignal, Map<string, Set<number>>>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastRun = 0;
  private rest = REST_MS;
  /** What this run has spent on computing, in ms. */
  private cost = 0;
  private stopped = false;

  constructor(
    private readonly db: Database,
    private readonly log: Log,
    private readonly signals: DerivedSignal[],
    /** From 0 to 1: what the streams are given besides. */
    private readonly load: () => number,
    private readonly sendTo: (
      tenantId: string,
      userId: number,
      type: DerivedType,
      bytes: Uint8Array,
    ) => void,
  ) {}

  /** An event of `type` has reached these listeners. */
  after(type: EventType, tenantId: string, reached: Listener[]): void {
    if (reached.length === 0) return;
    for (const signal of this.signals) {
      if (!signal.after.includes(type)) continue;
      this.note(signal, tenantId, reached.map((l) => l.subscriber.userId));
    }
  }

  /** A stream has just gone live: what changed while it replayed was sent to others only. */
  joined(tenantId: string, userId: number): void {
    for (const signal of this.signals) this.note(signal, tenantId, [userId]);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.due.clear();
  }

  private note(
    signal: DerivedSignal,
    tenantId: string,
    users: Iterable<number>,
  ): void {
    let tenants = this.due.get(signal);
    if (!tenants) this.due.set(signal, tenants = new Map());
    let set = tenants.get(tenantId);
    if (!set) tenants.set(tenantId, set = new Set());
    for (const user of users) set.add(user);
    if (this.timer !== undefined || this.stopped) return;
    const wait = Math.max(0, this.lastRun + this.rest - performance.now());
    this.timer = setTimeout(() => this.run(), wait);
  }

  private async run(): Promise<void> {
    const due = [...this.due];
    this.due.clear();
    this.cost = 0;
    let failures = 0;
    for (const [signal, tenants] of due) {
      if (!await this.sendAll(signal, tenants)) failures++;
    }
    if (failures === 0) this.rest = restAfter(this.cost, this.load());
    else if (failures < due.length) this.rest = LOADED_REST_MS;
    else this.rest = Math.min(this.rest * 2, MAX_REST_MS);
    this.lastRun = performance.now();
    this.timer = undefined;
    if (this.due.size > 0 && !this.stopped) {
      this.timer = setTimeout(() => this.run(), this.rest);
    }
  }

  /** Answers whether it went well; one area's value that fails must not hold up another's. */
  private async sendAll(
    signal: DerivedSignal,
    tenants: Map<string, Set<number>>,
  ): Promise<boolean> {
    try {
      for (const [tenantId, users] of tenants) {
        if (users.size > 0) await this.send(signal, tenantId, [...users]);
      }
      return true;
    } catch (error) {
      if (this.stopped) return false;
      this.log.error("derived.failed", error, { type: signal.type });
      // Once more for all of them: the values are absolute, so a repeat does no harm.
      for (const [tenantId, users] of tenants) {
        this.redo(signal, tenantId, users);
      }
      return false;
    }
  }

  private redo(
    signal: DerivedSignal,
    tenantId: string,
    users: Set<number>,
  ): void {
    const tenants = this.due.get(signal) ?? new Map<string, Set<number>>();
    this.due.set(
      signal,
      tenants.set(tenantId, users.union(tenants.get(tenantId) ?? new Set())),
    );
  }

  private async send(
    signal: DerivedSignal,
    tenantId: string,
    users: number[],
  ): Promise<void> {
    const { position, values } = await this.db.read(async (tx) => {
      const startedAt = performance.now();
      const position = await head(tx);
      const values = await signal.compute(tx, tenantId, users);
      this.cost += performance.now() - startedAt;
      return { position, values };
    });
    for (const [userId, value] of values) {
      const { type, data } = envelope(signal.type, tenantId, value, position);
      this.sendTo(tenantId, userId, type, encodeSignal(type, data));
    }
  }
}

/**
 * How long to rest, in ms from 100 to 1,000, after derived values took `costMs` to compute. `load`
 * is what the streams are given besides, from 0 to 1: then every signal costs a write that events need.
 */
export function restAfter(costMs: number, load: number): number {
  const forLoad = REST_MS + (LOADED_REST_MS - REST_MS) * load;
  return Math.min(Math.max(forLoad, costMs * FACTOR), LOADED_REST_MS);
}
