import { deriveFor } from "./derived.ts";
import { EventStream } from "./event_stream.ts";
import { Hub } from "./hub.ts";
import { LongPolls, type PollOptions } from "./long_polls.ts";
import { Pages } from "./pages.ts";
import type { PolledEvents } from "./poll.ts";
import { startFrom } from "./position.ts";
import { prune } from "./prune.ts";
import { replay } from "./replay.ts";
import type {
  Doorbell,
  DoorbellFactory,
  Refusal,
  Spine,
  SpineOptions,
  SpineStatus,
  Subscription,
} from "./spine.ts";
import { encodeConnected, encodeReset, encodeSignal } from "./wire.ts";

const PRUNE_EVERY_MS = 600_000;

/** Soon, for an isolate that may not live long. */
const FIRST_PRUNE_MS = 20_000;

/** The spine of this isolate over one database. It does nothing by itself before `start`. */
export function createSpine(options: SpineOptions): Spine {
  return new IsolateSpine(options);
}

class IsolateSpine implements Spine {
  private readonly hub: Hub;
  private doorbells: Doorbell[] = [];
  private pruneTimer: ReturnType<typeof setTimeout> | undefined;
  private draining = false;
  private readonly longPolls: LongPolls;
  private readonly pages = new Pages();
  private stopped = false;
  /** Connections, also those whose stream was given up but whose peer has not gone yet. */
  private sockets = 0;

  constructor(private readonly options: SpineOptions) {
    this.hub = new Hub(options);
    this.longPolls = new LongPolls(options, this.hub);
  }

  start(doorbells: DoorbellFactory[]): void {
    this.doorbells = doorbells.map((make) =>
      make((position, source) => this.hub.tail.wake(position, source))
    );
    this.schedulePruning(FIRST_PRUNE_MS);
  }

  ring(position: number): void {
    this.hub.tail.wake(position, "local");
    for (const doorbell of this.doorbells) doorbell.ring(position);
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
    { subscriber, position, isAlive, sessionExpiresAt, streamsPerUser }:
      Subscription,
    onEnd: () => void,
  ): Promise<ReadableStream<Uint8Array> | Refusal> {
    const { db, log, settings, derived } = this.options;
    const { hub } = this;
    const snapshot = await db.read(async (tx) => {
      if (!await isAlive(tx)) return null;
      const start = await startFrom(
        tx,
        position,
        subscriber.tenantId,
        settings.replayMax,
      );
      return {
        start,
        values: await deriveFor(tx, derived, subscriber, start.head),
      };
    });
    if (!snapshot) return { refused: "session", retryAfter: 0 };
    if (this.draining) return { refused: "draining", retryAfter: 1 };
    const { start, values } = snapshot;

    // From here to the return nothing is awaited: no event can fall between the steps.
    hub.enter(start.head);
    const lifetime = settings.streamMaxSeconds * (0.8 + 0.2 * Math.random());
    const stream = new EventStream(
      subscriber,
      start.position,
      start.head,
      performance.now() + lifetime * 1000,
      sessionExpiresAt.getTime(),
      settings.streamQueueBytes,
      (ended, reason) => {
        hub.drop(ended, reason);
        onEnd();
      },
    );
    const retryMs = Math.round(1_000 + Math.random() * 3_000);
    const connected = encodeConnected(retryMs, start.position, {
      clientId: stream.clientId,
      tenantId: subscriber.tenantId,
      userId: subscriber.userId,
      ...Object.assign(
        {},
        ...derived.map((signal) => inConnected(signal, values)),
      ),
      position: start.position,
      timestamp: new Date().toISOString(),
      derived: values,
    });
    // The reset goes first: a client cut off between the two must not believe it has all.
    const first = start.reset === null
      ? [connected]
      : [encodeReset(start.reset, start.position), connected];

    if (start.reset !== null) hub.metrics.resets++;
    const isLevel = start.position >= hub.tail.cursor;
    const body = stream.body(
      first,
      isLevel ? undefined : replay(
        { db, log, tail: hub.tail, pages: this.pages },
        stream,
        () => hub.join(stream),
      ),
    );
    hub.admit(stream, streamsPerUser);
    if (isLevel) hub.join(stream);
    log.info("stream.opened", {
      tenantId: subscriber.tenantId,
      userId: subscriber.userId,
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
    return this.longPolls.poll(subscription, options);
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
    this.stopped = true;
    clearTimeout(this.pruneTimer);
    this.longPolls.close();
    this.hub.stop();
    this.pages.forget();
    for (const doorbell of this.doorbells) doorbell.close();
    this.doorbells = [];
  }

  /** Jittered, so that isolates that started together do not prune together. */
  private schedulePruning(afterMs: number): void {
    const { db, log, settings } = this.options;
    this.pruneTimer = setTimeout(async () => {
      try {
        await prune(
          db,
          new Date(Date.now() - settings.retentionHours * 3_600_000),
        );
      } catch (error) {
        log.error("prune.failed", error);
      }
      if (!this.stopped) this.schedulePruning(PRUNE_EVERY_MS);
    }, afterMs * (0.5 + Math.random()));
  }
}

function inConnected(
  signal: {
    type: string;
    inConnected?(value: object): Record<string, unknown>;
  },
  values: { type: string; data: { payload: object } }[],
): Record<string, unknown> {
  const value = values.find(({ type }) => type === signal.type);
  return value && signal.inConnected
    ? signal.inConnected(value.data.payload)
    : {};
}
