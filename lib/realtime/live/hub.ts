import { Batch } from "./batch.ts";
import { DerivedSignals } from "./derived.ts";
import { type EndReason, EventStream, REPLACED } from "./event_stream.ts";
import { HeldSignals } from "./held_signals.ts";
import { Listeners } from "./listeners.ts";
import type { EncodedEvent } from "./encode.ts";
import type { SpineOptions } from "../options.ts";
import { userOf } from "../topic.ts";
import { SpineMetrics } from "./metrics.ts";
import { deliverySpan, streamSpan } from "./spans.ts";
import { Tail } from "./tail.ts";
import { encodePing, encodeSignal } from "./wire.ts";

/** How long before its session's end a stream is warned. */
const EXPIRY_WARNING_MS = 30_000;

/** The open streams of this isolate, and all that happens to them. */
export class Hub {
  readonly listeners = new Listeners();
  readonly streams = new Set<EventStream>();
  readonly tail: Tail;
  readonly metrics = new SpineMetrics();
  private readonly streamsByUser = new Map<string, Set<EventStream>>();
  private readonly derived: DerivedSignals;
  private readonly heartbeatMs: number;
  private ticker: ReturnType<typeof setInterval> | undefined;
  private readonly held = new HeldSignals();
  /** Streams and long polls: while there is one, the tail follows the log. */
  private present = 0;

  constructor(private readonly options: SpineOptions) {
    const { db, log, settings, derived } = options;
    this.heartbeatMs = settings.heartbeatSeconds * 1000;
    this.tail = new Tail(
      db,
      log,
      this.metrics,
      settings.pollSeconds * 1000,
      settings.flushWindowMs,
      (events) => deliverySpan(events.length, () => this.deliver(events)),
    );
    this.derived = new DerivedSignals(
      db,
      log,
      derived,
      () => this.tail.load,
      (tenantId, userId, bytes) => this.signal(tenantId, userId, bytes),
    );
  }

  /** Keeps the tail following the log; `head` is the log's, read a moment ago. */
  enter(head: number): void {
    if (this.present++ === 0) this.tail.activate(head);
  }

  leave(): void {
    if (--this.present === 0) this.tail.pause();
  }

  /** Takes a stream in; past `most` of a user's, the oldest makes room. It is not yet live. */
  admit(
    stream: EventStream,
    most = this.options.settings.streamsPerUser,
  ): void {
    this.metrics.opened++;
    this.streams.add(stream);
    stream.span = streamSpan(stream);
    const key = userKey(stream.subscriber.tenantId, stream.subscriber.userId);
    const siblings = this.streamsByUser.get(key) ?? new Set();
    for (const oldest of siblings) {
      if (siblings.size < most) break;
      oldest.end("replaced", REPLACED);
    }
    // The last of them may have taken the set out of the map.
    this.streamsByUser.set(key, siblings.add(stream));
    this.ticker ??= setInterval(
      () => this.tick(),
      Math.min(1_000, this.heartbeatMs / 4),
    );
  }

  /** From now on the stream gets events as they come. Only for one level with the tail's cursor. */
  join(stream: EventStream): void {
    if (stream.ended) return;
    stream.live = true;
    // Spread, so that those who came at once do not all get their heartbeat at once.
    stream.nextPingAt = performance.now() +
      this.heartbeatMs * (0.5 + Math.random() / 2);
    this.listeners.add(stream);
    if (stream.replayed) {
      this.derived.joined(stream.subscriber.tenantId, stream.subscriber.userId);
    }
  }

  /** Called by a stream that has ended, for whatever reason. */
  drop(stream: EventStream, reason: EndReason): void {
    this.streams.delete(stream);
    if (stream.live) this.listeners.delete(stream);
    const key = userKey(stream.subscriber.tenantId, stream.subscriber.userId);
    const siblings = this.streamsByUser.get(key);
    siblings?.delete(stream);
    if (siblings?.size === 0) this.streamsByUser.delete(key);
    this.metrics.streamEnded(reason);
    stream.span?.setAttribute("harbor.reason", reason).end();
    this.options.log.info("stream.closed", {
      tenantId: stream.subscriber.tenantId,
      userId: stream.subscriber.userId,
      clientId: stream.clientId,
      reason,
      seconds: Math.round((performance.now() - stream.openedAt) / 1000),
    });
    this.leave();
    if (this.streams.size > 0) return;
    clearInterval(this.ticker);
    this.ticker = undefined;
  }

  stop(): void {
    for (const stream of [...this.streams]) stream.fail("draining");
    this.derived.stop();
    this.held.stop();
  }

  /** Sends each listener what is its own of `events`, and returns how many deliveries that were. */
  private deliver(events: EncodedEvent[]): number {
    const batch = new Batch();
    const now = Date.now();
    let deliveries = 0;
    for (const event of events) {
      if (event.control) {
        // What came before it still belongs to the streams that it closes.
        batch.flush();
        this.obey(event);
        continue;
      }
      const reached = this.listeners.deliver(event, batch);
      deliveries += reached.length;
      this.metrics.delivered(reached.length, (now - event.madeAt) / 1000);
      this.derived.after(event.type, event.tenantId, reached);
    }
    batch.flush();
    this.held.release();
    return deliveries;
  }

  /** Sends a signal to all of a user's streams; under load, in one write with the next events. */
  private signal(tenantId: string, userId: number, bytes: Uint8Array): void {
    const streams = this.streamsByUser.get(userKey(tenantId, userId)) ?? [];
    for (const stream of streams) {
      if (stream.live) this.held.hold(stream, bytes);
    }
    if (this.tail.load === 0) this.held.release();
  }

  private obey(event: EncodedEvent): void {
    const { tenantId, topics } = event;
    for (const listener of [...this.listeners.of(tenantId, topics)]) {
      listener.obey(event);
    }
    // A stream that still replays is no listener yet.
    for (const topic of topics) {
      const userId = userOf(topic);
      if (userId === undefined) continue;
      const streams = this.streamsByUser.get(userKey(tenantId, userId)) ?? [];
      for (const stream of [...streams]) stream.obey(event);
    }
  }

  private tick(): void {
    const now = performance.now();
    const time = Date.now();
    let ping: Uint8Array | undefined;
    for (const stream of this.streams) {
      if (time >= stream.sessionExpiresAt) {
        stream.end("session");
      } else if (now >= stream.endsAt) {
        stream.end("lifetime");
      } else if (!stream.live) {
        continue;
      } else if (
        time >= stream.sessionExpiresAt - EXPIRY_WARNING_MS &&
        !stream.warnedOfExpiry
      ) {
        stream.warnedOfExpiry = true;
        const expiresAt = new Date(stream.sessionExpiresAt).toISOString();
        stream.send(encodeSignal("auth:expiring", { expiresAt }));
      } else if (now >= stream.nextPingAt) {
        stream.nextPingAt = now + this.heartbeatMs;
        // All that the hub has dealt with is queued before this, for this stream too.
        const isAhead = stream.position > this.tail.cursor;
        stream.send(
          isAhead
            ? encodePing(stream.position)
            : ping ??= encodePing(this.tail.cursor),
        );
      }
    }
  }
}

function userKey(tenantId: string, userId: number): string {
  return `${tenantId}/${userId}`;
}
