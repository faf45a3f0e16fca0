import { Batch } from "./batch.ts";
import { type EndReason, type EventStream, REPLACED } from "./event_stream.ts";
import { Renditions } from "./lens.ts";
import { Listeners } from "./listeners.ts";
import type { EncodedEvent } from "./encode.ts";
import { Redactions } from "./redactions.ts";
import type { Pages } from "../resume/pages.ts";
import type { SpineOptions } from "../options.ts";
import { userOf } from "../topic.ts";
import { SpineMetrics } from "./metrics.ts";
import { LiveSignals } from "./signals.ts";
import { deliverySpan, streamSpan } from "./spans.ts";
import { SessionChecks } from "./session_checks.ts";
import { Tail } from "./tail.ts";
import { Upkeep } from "./upkeep.ts";
import { UserStreams } from "./user_streams.ts";

/** The open streams of this isolate, and all that happens to them. */
export class Hub {
  readonly listeners = new Listeners();
  readonly streams = new Set<EventStream>();
  readonly tail: Tail;
  readonly metrics = new SpineMetrics();
  readonly signals: LiveSignals;
  readonly renditions = new Renditions();
  private readonly byUser: UserStreams;
  private readonly upkeep: Upkeep;
  private readonly sessionChecks?: SessionChecks;
  private readonly redactions: Redactions;
  /** Streams and long polls: while there is one, the tail follows the log. */
  private present = 0;

  constructor(private readonly options: SpineOptions, pages: Pages) {
    const { db, log, settings } = options;
    this.byUser = new UserStreams(log, options.onPresence);
    this.tail = new Tail(
      db,
      log,
      this.metrics,
      settings.pollSeconds * 1000,
      settings.flushWindowMs,
      (events) => deliverySpan(events.length, () => this.deliverAll(events)),
    );
    this.signals = new LiveSignals(
      options,
      this.listeners,
      this.byUser,
      () => this.tail.load,
    );
    this.upkeep = new Upkeep(
      this.streams,
      settings.heartbeatSeconds * 1000,
      () => this.tail.cursor,
    );
    const { endedSessions, sessionCheckMs } = options;
    this.sessionChecks = endedSessions &&
      new SessionChecks(this.streams, endedSessions, log, sessionCheckMs);
    this.redactions = new Redactions(this.streams, this.tail.ring, pages);
  }

  /** Keeps the tail following the log; `head` is the log's, read a moment ago. */
  enter(head: number): void {
    if (this.present++ === 0) this.tail.activate(head);
  }

  leave(): void {
    if (--this.present === 0) this.tail.pause();
  }

  /** Whether there are streams or long polls. */
  get isRead(): boolean {
    return this.present > 0;
  }

  /** Takes a stream in; past `most` of a user's, the oldest makes room. It is not yet live. */
  admit(
    stream: EventStream,
    most = this.options.settings.streamsPerUser,
  ): void {
    this.metrics.opened++;
    this.streams.add(stream);
    stream.span = streamSpan(stream);
    const siblings = this.byUser.add(stream);
    for (const oldest of siblings) {
      if (siblings.size <= most) break;
      oldest.end("replaced", REPLACED);
    }
    this.upkeep.start();
    this.sessionChecks?.start();
  }

  /** From now on the stream gets events as they come. Only for one level with the tail's cursor. */
  join(stream: EventStream): void {
    if (stream.ended) return;
    stream.live = true;
    stream.nextPingAt = this.upkeep.firstPingAt();
    this.listeners.add(stream);
    if (stream.replayed) this.signals.joined(stream);
  }

  /** Called by a stream that has ended, for whatever reason. */
  drop(stream: EventStream, reason: EndReason): void {
    this.streams.delete(stream);
    if (stream.live) this.listeners.delete(stream);
    this.byUser.delete(stream);
    this.metrics.streamEnded(reason);
    stream.span?.setAttribute("harbor.reason", reason).end();
    this.options.log.info("stream.closed", {
      tenantId: stream.subscriber.tenantId,
      userId: stream.subscriber.userId,
      clientId: stream.clientId,
      reason,
      seconds: Math.round((performance.now() - stream.openedAt) / 1000),
    });
    if (stream.queuedBytes > 0) this.redactions.noteEnded(stream);
    this.leave();
    if (this.streams.size > 0) return;
    this.upkeep.stop();
    this.sessionChecks?.stop();
  }

  stop(): void {
    for (const stream of [...this.streams]) stream.fail("draining");
    this.signals.stop();
    this.redactions.stop();
  }

  /** An error may come when some have got theirs: then all are broken off, and resume from the log. */
  private deliverAll(events: EncodedEvent[]): number {
    try {
      return this.deliver(events);
    } catch (error) {
      for (const stream of [...this.streams]) {
        if (stream.live) stream.fail("error", error);
      }
      throw error;
    }
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
      } else {
        const reached = this.listeners.deliver(event, batch);
        deliveries += reached.length;
        this.metrics.delivered(reached.length, (now - event.madeAt) / 1000);
        this.signals.after(event, reached);
      }
      if (event.changes) this.listeners.change(event);
    }
    this.signals.release(batch);
    batch.flush();
    return deliveries;
  }

  private obey(event: EncodedEvent): void {
    const { tenantId, topics, type, about } = event;
    if (type === "log:redacted" && about !== null) this.redactions.obey(about);
    for (const listener of [...this.listeners.of(tenantId, topics)]) {
      listener.obey(event);
    }
    for (const stream of [...this.replaying(event)]) stream.obey(event);
  }

  /** Streams that the event may end, and that are no listeners yet, as they still replay. */
  private *replaying(
    { tenantId, topics, type }: EncodedEvent,
  ): Iterable<EventStream> {
    if (type === "tenant:deactivated") return yield* this.streams;
    for (const topic of topics) {
      const userId = userOf(topic);
      if (userId !== undefined) yield* this.byUser.of(tenantId, userId);
    }
  }
}
