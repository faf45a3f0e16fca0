import assert from "node:assert/strict";
import fc from "fast-check";
import type { Membership } from "../../lib/realtime/event.ts";
import type { TopicsOf } from "../../lib/realtime/membership.ts";
import type { Spine } from "../../lib/realtime/spine.ts";
import { TENANT, type Topic, userTopic } from "../../lib/realtime/topic.ts";
import {
  type Asker,
  type Isolates,
  isolates,
  read,
  type Reader,
  subscription,
} from "./support.ts";

const USERS = [1, 2, 3];
const CHANNELS: Topic[] = ["channel:1", "channel:2", "channel:3"];
const TOPICS: Topic[] = [TENANT, ...USERS.map(userTopic), ...CHANNELS];
const ISOLATES = 2;

type Step =
  | { does: "tell"; on: number; topics: Topic[] }
  | { does: "change"; on: number; of: Membership[]; topics: Topic[] }
  | { does: "open"; on: number; userId: number; from: number | null }
  | { does: "move"; on: number; which: number }
  | { does: "wait"; on: number; userId: number; from: number }
  | { does: "poll"; on: number; userId: number; from: number; limit: number };

const on = fc.nat({ max: ISOLATES - 1 });
const userId = fc.constantFrom(...USERS);
const topics = fc.subarray(TOPICS, { minLength: 1 });
/** A part of the log, at whose end one begins. */
const from = fc.double({ min: 0, max: 1, noNaN: true });
const limit = fc.integer({ min: 1, max: 4 });
const membership = fc.record({ userId, topic: fc.constantFrom(...CHANNELS) });
const of = fc.uniqueArray(membership, {
  minLength: 1,
  maxLength: 5,
  selector: ({ userId, topic }) => `${userId} ${topic}`,
});
const is = <Does extends string>(does: Does) => fc.constant(does);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: is("tell"), on, topics }) },
  { weight: 4, arbitrary: fc.record({ does: is("change"), on, of, topics }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: is("open"),
      on,
      userId,
      from: fc.option(from),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: is("move"), on, which: fc.nat() }),
  },
  { weight: 1, arbitrary: fc.record({ does: is("wait"), on, userId, from }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: is("poll"), on, userId, from, limit }),
  },
);

Deno.test("whoever joins and leaves what, each gets what they belonged to just before it: live, replayed and polled", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 10, maxLength: 50 }),
      async (steps) => {
        await using world = await isolates();
        await new Play(world).through(steps);
      },
    ),
    { numRuns: 40, endOnFailure: true },
  );
});

/** An event, and which topics each user had when it came: those its own changes do not count in. */
interface Logged {
  topics: Topic[];
  before: Map<number, Set<Topic>>;
}

/** One who reads, over one or more streams or polls. */
interface Part {
  userId: number;
  after: number;
  streams: Reader[];
}

class Play {
  private readonly log: Logged[] = [];
  private readonly parts: Part[] = [];
  private readonly waits: Promise<void>[] = [];
  private readonly spines: Spine[];
  private readonly topicsNow = new Map(
    USERS.map((id) => [id, new Set<Topic>([TENANT, userTopic(id)])]),
  );

  constructor(private readonly world: Isolates) {
    const settings = { streamsPerUser: Infinity };
    this.spines = Array.from(
      { length: ISOLATES },
      () => world.isolate(settings, [], { topicsOf: [channelsOf] }),
    );
  }

  async through(steps: Step[]): Promise<void> {
    for (const step of steps) {
      const spine = this.spines[step.on];
      if (step.does === "tell") await this.record(spine, step.topics);
      else if (step.does === "change") {
        await this.record(spine, step.topics, step.of);
      } else if (step.does === "open") await this.open(spine, step);
      else if (step.does === "move") await this.move(spine, step.which);
      else if (step.does === "wait") this.waits.push(this.wait(spine, step));
      else await this.poll(spine, step);
    }
    await this.record(this.spines[0], TOPICS);
    await Promise.all(this.waits);
    for (const part of this.parts) await this.check(part);
  }

  /** Each change turns what is: who belonged leaves, who did not joins. */
  private async record(spine: Spine, topics: Topic[], of: Membership[] = []) {
    const before = new Map(
      [...this.topicsNow].map(([id, own]) => [id, new Set(own)]),
    );
    const belongs = ({ userId, topic }: Membership) =>
      this.topicsNow.get(userId)!.has(topic);
    const leaves = of.filter(belongs);
    const joins = of.filter((change) => !belongs(change));
    for (const { userId, topic } of joins) {
      this.topicsNow.get(userId)!.add(topic);
    }
    for (const { userId, topic } of leaves) {
      this.topicsNow.get(userId)!.delete(topic);
    }
    this.log.push({ topics, before });
    await this.world.record(spine, { topics, joins, leaves });
  }

  private async open(
    spine: Spine,
    { userId, from }: { userId: number; from: number | null },
  ) {
    const position = from === null ? null : this.positionAt(from);
    const after = position ?? this.log.length;
    const stream = await read(spine, { userId, position });
    this.parts.push({ userId, after, streams: [stream] });
  }

  /** Goes to another isolate, with what it has got so far. */
  private async move(spine: Spine, which: number) {
    const part = this.parts[which % this.parts.length];
    if (!part) return;
    const last = part.streams.at(-1)!;
    await last.untilEvent("connected");
    await last.close();
    const position = last.blocks.findLast(({ id }) => id !== null)!.id;
    const { userId } = part;
    part.streams.push(await read(spine, { userId, position }));
  }

  /** Polls again and again, each time until something comes. */
  private async wait(
    spine: Spine,
    { userId, from }: { userId: number; from: number },
  ) {
    const after = this.positionAt(from);
    const ids: number[] = [];
    const asker = { userId, sessionId: `wait-${userId}` };
    for (let position = after; ids.length < this.due(userId, after).length;) {
      const polled = await this.ask(spine, { ...asker, position }, 2, 5_000);
      ids.push(...polled.ids);
      position = polled.position;
    }
    assert.deepEqual(ids, this.due(userId, after));
  }

  private async poll(
    spine: Spine,
    { userId, from, limit }: { userId: number; from: number; limit: number },
  ) {
    const after = this.positionAt(from);
    const ids: number[] = [];
    for (let position = after; position < this.log.length;) {
      const polled = await this.ask(spine, { userId, position }, limit, 0);
      ids.push(...polled.ids);
      assert.ok(polled.position > position);
      position = polled.position;
    }
    assert.deepEqual(ids, this.due(userId, after));
  }

  private async ask(spine: Spine, asker: Asker, limit: number, waitMs: number) {
    const signal = AbortSignal.timeout(10_000);
    const options = { limit, waitMs, signal };
    const polled = await spine.poll(subscription(asker), options);
    assert.ok("events" in polled && polled.reset === null);
    const ids = polled.events.map(({ id }) => id);
    return { ids, position: polled.position };
  }

  private async check({ userId, after, streams }: Part): Promise<void> {
    const last = streams.at(-1)!;
    const ids = () => streams.flatMap((stream) => stream.ids);
    await last.until(() => ids().includes(this.log.length));
    assert.deepEqual(ids(), this.due(userId, after));
    await last.close();
  }

  /** What a user has to get of what is past `after`. */
  private due(userId: number, after: number): number[] {
    return this.log.flatMap(({ topics, before }, index) => {
      const own = before.get(userId)!;
      const isDue = index + 1 > after && topics.some((topic) => own.has(topic));
      return isDue ? [index + 1] : [];
    });
  }

  private positionAt(part: number): number {
    return Math.round(part * this.log.length);
  }
}

/** As an area would: from what is true in the snapshot. */
const channelsOf: TopicsOf = async (tx, { userId }) => {
  const changes = await tx.selectFrom("TopicChanges")
    .select(["Topic", "Joined"]).where("UserId", "=", userId)
    .orderBy("EventId").execute();
  const last = new Map(changes.map(({ Topic, Joined }) => [Topic, Joined]));
  return [...last].filter(([, joined]) => joined === 1)
    .map(([topic]) => topic as Topic);
};
