import type { DerivedType } from "../event.ts";
import type { SpineOptions } from "../options.ts";
import { KeptSignals } from "../signals/kept_signals.ts";
import type { Signal } from "../signals/signal.ts";
import { DerivedSignals } from "./derived.ts";
import type { Batch } from "./batch.ts";
import type { EncodedEvent } from "./encode.ts";
import type { EventStream } from "./event_stream.ts";
import { HeldSignals } from "./held_signals.ts";
import type { Listener, Listeners } from "./listeners.ts";
import type { UserStreams } from "./user_streams.ts";
import { encodeSignal } from "./wire.ts";

/** What is told on this isolate and stands in no log: the signals of all isolates, and derived values. */
export class LiveSignals {
  /** For those who poll. */
  readonly kept = new KeptSignals();
  private readonly held: HeldSignals;
  private readonly derived: DerivedSignals;

  /** @param load from 0 to 1: what the streams are given besides. */
  constructor(
    { db, log, derived }: SpineOptions,
    private readonly listeners: Listeners,
    private readonly streams: UserStreams,
    load: () => number,
  ) {
    this.held = new HeldSignals(load);
    this.derived = new DerivedSignals(
      db,
      log,
      derived,
      load,
      (tenantId, userId, type, bytes) =>
        this.sendValue(tenantId, userId, type, bytes),
    );
  }

  /** Tells a signal, from whichever isolate it comes, to those here who may have it. */
  tell(signal: Signal): void {
    const { tenantId, type, data, key } = signal;
    const topics = new Set(signal.topics);
    this.kept.add(signal);
    this.held.hold(key, (batch) => {
      const bytes = encodeSignal(type, data);
      this.listeners.signal({ tenantId, topics, type, bytes }, batch);
    });
  }

  /** An event has reached these listeners: what follows from it is computed anew for them. */
  after({ type, tenantId }: EncodedEvent, reached: Listener[]): void {
    this.derived.after(type, tenantId, reached);
  }

  /** A stream has just gone live: what changed while it replayed was sent to others only. */
  joined({ subscriber: { tenantId, userId } }: EventStream): void {
    this.derived.joined(tenantId, userId);
  }

  /** Adds what waited for the next events to the batch that they go out in. */
  release(batch: Batch): void {
    this.held.release(batch);
  }

  stop(): void {
    this.derived.stop();
    this.held.stop();
  }

  /** A slow reader is not spared it, as it is spared signals: nothing would make up for it. */
  private sendValue(
    tenantId: string,
    userId: number,
    type: DerivedType,
    bytes: Uint8Array,
  ): void {
    const value = { type, bytes };
    this.held.hold(`${tenantId}/${type}/${userId}`, (batch) => {
      for (const stream of this.streams.of(tenantId, userId)) {
        const shown = stream.live && stream.show(value);
        if (shown) batch.add(stream, shown);
      }
    });
  }
}
