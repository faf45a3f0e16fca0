import type { NewSignal } from "./event.ts";
import { CHUNK_BYTES } from "./live/batch.ts";
import { EventStream } from "./live/event_stream.ts";
import { greeting } from "./resume/greeting.ts";
import { Hub } from "./live/hub.ts";
import { Lens } from "./live/lens.ts";
import { LongPolls, type PollOptions } from "./resume/long_polls.ts";
import { Pages } from "./resume/pages.ts";
import type { PolledEvents } from "./resume/poll.ts";
import { startPruning } from "./log/prune.ts";
import { replay } from "./resume/replay.ts";
import { Starts } from "./resume/starts.ts";
import type {
  SignalTransport,
  SignalTransportFactory,
} from "./signals/transport.ts";
import { toSignal } from "./signals/signal.ts";
import type { Doorbell, DoorbellFactory } from "./wake/doorbell.ts";
import type { Refusal, Subscription } from "./subscription.ts";
import type { Spine, SpineStatus } from "./spine.ts";
import { guarded } from "./view.ts";
import type { SpineOptions } from "./options.ts";
import { encodeSignal } from "./live/wire.ts";

/** The spine of this isolate over one database. It does nothing by itself before `start`. */
export function createSpine(options: SpineOptions): Spine {
  return new IsolateSpine(options);
}

class IsolateSpine implements Spine {
  private readonly hub: Hub;
  private doorbells: Doorbell[] = [];
  private transports: SignalTransport[] = [];
  private stopPruning = () => {};
  private draining = false;
  private readonly longPolls: LongPolls;
  private readonly pages: Pages;
  private readonly starts: Starts;
  /** Connections, also those whose stream was given up but whose peer has not gone yet. */
  private sockets = 0;

  constructor(private readonly options: SpineOptions) {
    // A part that is sent at once must fit into a stream's queue.
    const { streamQueueBytes } = options.settings;
    this.pages = new Pages(Math.min(CHUNK_BYTES, streamQueueBytes));
    this.hub = new Hub(options, this.pages);
    this.longPolls = new LongPolls(options, this.hub, this.pages);
    this.starts = new Starts(options);
  }

  start(
    doorbells: DoorbellFactory[],
    transports: SignalTransportFactory[] = [],
  ): void {
    this.transports = transports.map((make) =>
      make({
        arrived: (signal) => this.hub.signals.tell(signal),
        isRead: () => this.hub.isRead || this.longPolls.isPolled,
      })
    );
    this.doorbells = doorbells.map((make) =>
      make((position, source) => this.hub.tail.wake(position, source))
    );
    const { db, log, settings } = this.options;
    this.stopPruning = startPruning(db, log, settings.retentionHours);
  }

  ring(position: number): void {
    this.hub.tail.wake(position, "local");
    for (const doorbell of this.doorbells) doorbell.ring(position);
  }

  signal(given: NewSignal): void {
    const signal = toSignal(given);
    this.hub.signals.tell(signal);
    for (const transport of this.transports) transport.send(signal);
  }

  async open(
    subscription: Subscription,
    closed?: Promise<void>,
  ): Promise<ReadableStream<Uint8Array> | Refusal> {
    const { metrics } = this.hub;
    if (this.draining) return { refused: "draining", retryAfter: 1 };
    if (this.sockets >= this.options.settings.streamsMax) {
      metrics.refused++;
      return { refused: "full", retryAfter: 5 };
    }
    this.sockets++;
    let counted = true;
    const leave = () => {
      if (counted) this.sockets--;
      counted = false;
    };
    try {
      const body = await this.openStream(subscription, () => {
        if (!closed) leave();
      });
      if (!(body instanceof ReadableStream)) leave();
      closed?.then(leave, leave);
      return body;
    } catch (error) {
      leave();
      throw error;
    }
  }

  private async openStream(
    subscription: Subscription,
    onEnd: () => void,
  ): Promise<ReadableStream<Uint8Array> | Refusal> {
    const { db, log, settings, derived } = this.options;
    const { hub } = this;
    const { sessionExpiresAt, streamsPerUser } = subscription;
    const view = guarded(subscription.view, log);
    const snapshot = await this.starts.read(subscription);
    if (!snapshot) return { refused: "session", retryAfter: 0 };
    if (this.draining) return { refused: "draining", retryAfter: 1 };
    const { start, member, values } = snapshot;

    // From here to the return nothing is awaited: no event can fall between the steps.
    hub.enter(start.head);
    for (const transport of this.transports) transport.follow();
    const lifetime = settings.streamMaxSeconds * (0.8 + 0.2 * Math.random());
    const stream = new EventStream(
      member,
      start.position,
      start.head,
      performance.now() + lifetime * 1000,
      sessionExpiresAt.getTime(),
      settings.streamQueueBytes,
      (ended, reason) => {
        hub.drop(ended, reason);
        onEnd();
      },
      view && new Lens(view, hub.renditions),
    );
    if (start.reset !== null) hub.metrics.resets++;
    const isLevel = start.position >= hub.tail.cursor;
    const body = stream.body(
      greeting(stream, start, derived, values),
      isLevel ? undefined : replay(
        { db, log, tail: hub.tail, pages: this.pages },
        stream,
        () => hub.join(stream),
      ),
    );
    hub.admit(stream, streamsPerUser);
    if (isLevel) hub.join(stream);
    log.info("stream.opened", {
      tenantId: member.tenantId,
      userId: member.userId,
      clientId: stream.clientId,
      position: start.position,
      reset: start.reset,
    });
    return body;
  }

  poll(
    subscription: Subscription,
    options: PollOptions,
  ): Promise<PolledEvents | Refusal> {
    const view = guarded(subscription.view, this.options.log);
    const polled = this.longPolls.poll({ ...subscription, view }, options);
    for (const transport of this.transports) transport.follow();
    return polled;
  }

  async drain(spreadMs: number): Promise<void> {
    this.draining = true;
    this.longPolls.close();
    const bye = encodeSignal("server:draining", { closesWithinMs: spreadMs });
    const streams = [...this.hub.streams];
    for (const stream of streams) stream.send(bye);
    await Promise.all(streams.map(async (stream) => {
      await new Promise((resolve) =>
        setTimeout(resolve, Math.random() * spreadMs)
      );
      stream.end("draining");
    }));
  }

  status(): SpineStatus {
    const now = performance.now();
    return {
      draining: this.draining,
      connections: [...this.hub.streams].map((stream) => ({
        clientId: stream.clientId,
        tenantId: stream.subscriber.tenantId,
        userId: stream.subscriber.userId,
        seconds: Math.round((now - stream.openedAt) / 1000),
        queueBytes: stream.queuedBytes,
      })),
      sockets: this.sockets,
      longPolls: this.longPolls.waiting,
      listeners: this.hub.listeners.size,
      cursor: this.hub.tail.cursor,
      metrics: this.hub.metrics,
    };
  }

  stop(): void {
    this.stopPruning();
    this.longPolls.close();
    this.hub.stop();
    this.pages.forget();
    for (const each of [...this.doorbells, ...this.transports]) each.close();
    this.doorbells = [];
    this.transports = [];
  }
}
