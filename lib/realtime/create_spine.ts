import type { NewSignal } from "./event.ts";
import { CHUNK_BYTES } from "./live/batch.ts";
import { Hub } from "./live/hub.ts";
import { LongPolls, type PollOptions } from "./resume/long_polls.ts";
import { Sockets } from "./live/sockets.ts";
import { Pages } from "./resume/pages.ts";
import type { PolledEvents } from "./resume/poll.ts";
import { startPruning } from "./log/prune.ts";
import { Openings } from "./resume/openings.ts";
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
  private readonly openings: Openings;
  private readonly sockets = new Sockets();

  constructor(private readonly options: SpineOptions) {
    // A part that is sent at once must fit into a stream's queue.
    const { streamQueueBytes } = options.settings;
    this.pages = new Pages(Math.min(CHUNK_BYTES, streamQueueBytes));
    this.hub = new Hub(options, this.pages);
    this.longPolls = new LongPolls(options, this.hub, this.pages);
    this.openings = new Openings(options, this.hub, this.pages);
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
    const { streamsMax, streamsPerUser } = this.options.settings;
    const own = subscription.streamsPerUser ?? streamsPerUser;
    const leave = this.sockets.enter(subscription.subscriber, streamsMax, own);
    if (typeof leave === "string") {
      metrics.refused++;
      return { refused: leave, retryAfter: 5 };
    }
    let opened: ReturnType<Openings["open"]>;
    try {
      const answer = await this.openStream(subscription, () => {
        if (!closed) leave();
      });
      if ("refused" in answer) {
        leave();
        return answer;
      }
      opened = answer;
    } catch (error) {
      leave();
      throw error;
    }
    // The runtime does not always cancel the body of an answer whose client has gone before it.
    const gone = () => {
      opened.stream.fail("client");
      leave();
    };
    closed?.then(gone, gone);
    return opened.body;
  }

  private async openStream(
    subscription: Subscription,
    onEnd: () => void,
  ): Promise<ReturnType<Openings["open"]> | Refusal> {
    const start = await this.openings.read(subscription);
    if (!start) return { refused: "session", retryAfter: 0 };
    if (this.draining) return { refused: "draining", retryAfter: 1 };
    const opened = this.openings.open(subscription, start, onEnd);
    for (const transport of this.transports) transport.follow();
    return opened;
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
      sockets: this.sockets.size,
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
