import { commit } from "../../lib/realtime/commit.ts";
import { createSpine } from "../../lib/realtime/create_spine.ts";
import type { DerivedSignal } from "../../lib/realtime/derived_signal.ts";
import { EventStream } from "../../lib/realtime/live/event_stream.ts";
import type { EncodedEvent } from "../../lib/realtime/live/encode.ts";
import type { NewEvent } from "../../lib/realtime/event.ts";
import type { EndedSessions } from "../../lib/realtime/live/session_checks.ts";
import type { TopicsOf } from "../../lib/realtime/membership.ts";
import type { OnPresence } from "../../lib/realtime/live/user_streams.ts";
import type { SignalTransportFactory } from "../../lib/realtime/signals/transport.ts";
import type { Spine } from "../../lib/realtime/spine.ts";
import type { SpineSettings } from "../../lib/realtime/options.ts";
import type { Subscription } from "../../lib/realtime/subscription.ts";
import { TENANT, type Topic, userTopic } from "../../lib/realtime/topic.ts";
import { type TestServices, testServices } from "../support/services.ts";

declare module "../../lib/realtime/event.ts" {
  interface EventTypes {
    "test:event": { about: object; payload: unknown };
    "test:note": { about: { noteId: number }; payload: { text: string } };
    "test:note:read": { about: { noteId: number }; payload: object };
  }
  interface DerivedTypes {
    "test:value": object;
  }
  interface SignalTypes {
    "test:signal": { n: number };
  }
}

declare module "../../lib/realtime/topic.ts" {
  interface TopicKinds {
    channel: number;
  }
}

/** What a test records where it does not say more. */
export type TestEvent =
  & Pick<NewEvent, "tenantId" | "type" | "topics" | "joins" | "leaves">
  & {
    about: object;
    payload: unknown;
  };

/** A database with as many spines over it as a test wants: each is an isolate of its own. */
export interface Isolates extends AsyncDisposable {
  services: TestServices;
  /** Another isolate over the same database. */
  isolate(
    settings?: Partial<SpineSettings>,
    derived?: DerivedSignal[],
    more?: {
      onPresence?: OnPresence;
      transports?: SignalTransportFactory[];
      topicsOf?: TopicsOf[];
      endedSessions?: EndedSessions;
      sessionCheckMs?: number;
    },
  ): Spine;
  /** Records one event for `topics` through `spine`'s isolate. */
  record(spine: Spine, event: Partial<TestEvent>): Promise<void>;
}

export async function isolates(): Promise<Isolates> {
  const services = await testServices();
  const spines: Spine[] = [];
  return {
    services,
    isolate(settings = {}, derived = [], { transports, ...more } = {}) {
      const spine = createSpine({
        db: services.db,
        log: services.log,
        settings: {
          ...services.settings.realtime,
          pollSeconds: 0.05,
          ...settings,
        },
        derived,
        ...more,
      });
      if (transports) spine.start([], transports);
      spines.push(spine);
      return spine;
    },
    async record(spine, event) {
      await commit(
        { db: services.db, clock: services.clock, spine },
        (_tx, record) => {
          record({
            tenantId: "acme",
            type: "test:event",
            topics: ["tenant"],
            about: {},
            payload: {},
            ...event,
          } as NewEvent);
          return Promise.resolve();
        },
      );
    },
    async [Symbol.asyncDispose]() {
      for (const spine of spines) spine.stop();
      await services[Symbol.asyncDispose]();
    },
  };
}

export interface Asker {
  tenantId?: string;
  userId?: number;
  sessionId?: string;
  topics?: Topic[];
  position?: string | number | null;
  isAlive?: () => Promise<boolean>;
  sessionExpiresAt?: Date;
}

export function subscription(
  {
    tenantId = "acme",
    userId = 1,
    sessionId = "session",
    topics = [TENANT, userTopic(userId)],
    position = null,
    isAlive = () => Promise.resolve(true),
    sessionExpiresAt = new Date(Date.now() + 3_600_000),
  }: Asker = {},
): Subscription {
  return {
    subscriber: { tenantId, userId, sessionId, topics: new Set(topics) },
    position: position === null ? null : String(position),
    isAlive,
    sessionExpiresAt,
  };
}

/** What one block of the stream said. */
export interface Block {
  text: string;
  id: number | null;
  event: string | null;
  data: { type: string; data: Record<string, unknown> } | null;
}

/** A reader of a stream's body, which notes every block. */
export class Reader {
  readonly blocks: Block[] = [];
  /** Settles at the end: with the error, if the stream broke off. */
  readonly ended: Promise<unknown>;
  private readonly body: ReadableStreamDefaultReader<Uint8Array>;
  private wake = () => {};

  constructor(stream: ReadableStream<Uint8Array>) {
    this.body = stream.getReader();
    this.ended = this.readAll();
  }

  /** What the signals told, in the order in which they came. */
  get signals(): number[] {
    return this.blocks.filter(({ event }) => event === "test:signal")
      .map(({ data }) => data!.data.n as number);
  }

  get ids(): number[] {
    return this.blocks
      .filter(({ event, id }) => event === "test:event" && id !== null)
      .map(({ id }) => id!);
  }

  /** Waits until `condition` holds. */
  async until(condition: (reader: this) => boolean): Promise<void> {
    const deadline = AbortSignal.timeout(10_000);
    while (!condition(this)) {
      await new Promise<void>((resolve, reject) => {
        this.wake = resolve;
        deadline.onabort = () =>
          reject(
            new Error(
              `Nothing came that was waited for; came: ${
                JSON.stringify(this.blocks.slice(-5))
              }`,
            ),
          );
      });
    }
    deadline.onabort = null;
  }

  untilEvent(type: string): Promise<void> {
    return this.until(({ blocks }) => blocks.some((b) => b.event === type));
  }

  close(): Promise<void> {
    return this.body.cancel();
  }

  private async readAll(): Promise<unknown> {
    const decoder = new TextDecoder();
    let rest = "";
    try {
      for (;;) {
        const { done, value } = await this.body.read();
        if (done) return;
        const texts = (rest + decoder.decode(value, { stream: true })).split(
          "\n\n",
        );
        rest = texts.pop()!;
        this.blocks.push(...texts.map(toBlock));
        this.wake();
      }
    } catch (error) {
      return error;
    } finally {
      this.wake();
    }
  }
}

export async function read(spine: Spine, asker: Asker = {}): Promise<Reader> {
  const body = await spine.open(subscription(asker));
  if (!(body instanceof ReadableStream)) throw new Error(body.refused);
  return new Reader(body);
}

function toBlock(text: string): Block {
  const field = (name: string) =>
    text.split("\n").find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? null;
  const id = field("id");
  const data = field("data");
  return {
    text,
    id: id === null ? null : Number(id),
    event: field("event"),
    data: data === null ? null : JSON.parse(data),
  };
}

/** A stream of one that is entitled to what is for the tenant, and for the user. */
export function streamOf(asker: Asker = {}): EventStream {
  const { subscriber } = subscription(asker);
  const member = { ...subscriber, topics: new Set(subscriber.topics) };
  const none = () => {};
  return new EventStream(member, 0, 0, Infinity, Infinity, Infinity, none);
}

/** An event for the tenant as it goes out: `size` bytes, each of them its id. */
export function encodedEvent(id: number, size = 3): EncodedEvent {
  return {
    id,
    tenantId: "acme",
    topics: new Set([TENANT]),
    type: "test:event",
    madeAt: 0,
    bytes: new Uint8Array(size).fill(id),
    about: null,
    changes: undefined,
  };
}
