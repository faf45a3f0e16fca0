import assert from "node:assert/strict";
import type { Topic } from "../../lib/realtime/topic.ts";
import fc from "fast-check";
import type { DerivedSignal } from "../../lib/realtime/derived_signal.ts";
import type { Spine } from "../../lib/realtime/spine.ts";
import {
  type Asker,
  type Block,
  type Isolates,
  isolates,
  read,
  type Reader,
  subscription,
} from "./support.ts";

const TENANTS = ["acme", "globex", "initech"];
/** The same in each tenant: were ids all that is looked at, they would be mixed up. */
const USERS = [1, 2, 3];
const TOPICS: Topic[] = ["tenant", "user:1", "user:2", "user:3", "channel:1"];
const ISOLATES = 2;

interface Logged {
  id: number;
  tenantId: string;
  topics: Topic[];
}

interface Somebody {
  tenantId: string;
  userId: number;
  topics: Topic[];
}

type Step =
  | { does: "record"; on: number; tenantId: string; topics: Topic[] }
  | { does: "join"; on: number; who: Somebody; from: number | null }
  | { does: "move"; on: number; which: number }
  | { does: "poll"; on: number; who: Somebody; from: number; limit: number };

const on = fc.nat({ max: ISOLATES - 1 });
const tenantId = fc.constantFrom(...TENANTS);
const topics = fc.subarray(TOPICS, { minLength: 1 });
const who = fc.record({ tenantId, userId: fc.constantFrom(...USERS), topics });
/** A part of the log, at whose end one begins. */
const from = fc.double({ min: 0, max: 1, noNaN: true });
const limit = fc.integer({ min: 1, max: 4 });
const is = <Does extends string>(does: Does) => fc.constant(does);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ does: is("record"), on, tenantId, topics }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ does: is("join"), on, who, from: fc.option(from) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: is("move"), on, which: fc.nat() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: is("poll"), on, who, from, limit }),
  },
);

Deno.test("whatever is recorded, each gets exactly what it is entitled to, in order, once: live, replayed, polled and derived", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 10, maxLength: 40 }),
      async (steps) => {
        await using world = await isolates();
        await new Play(world).through(steps);
      },
    ),
    { numRuns: 25 },
  );
});

/** One who reads, over one or more streams. */
interface Part {
  who: Somebody;
  /** It asked for what is past this. */
  after: number;
  streams: Reader[];
}

class Play {
  private readonly log: Logged[] = [];
  private readonly parts: Part[] = [];
  private readonly spines: Spine[];

  constructor(private readonly world: Isolates) {
    const settings = { streamsPerUser: Infinity };
    this.spines = Array.from(
      { length: ISOLATES },
      () => world.isolate(settings, [howMany]),
    );
  }

  async through(steps: Step[]): Promise<void> {
    for (const step of steps) {
      const spine = this.spines[step.on];
      if (step.does === "record") await this.record(spine, step);
      else if (step.does === "join") await this.join(spine, step);
      else if (step.does === "move") await this.move(spine, step.which);
      else await this.poll(spine, step);
    }
    for (const tenantId of TENANTS) {
      await this.record(this.spines[0], { tenantId, topics: TOPICS });
    }
    for (const part of this.parts) await this.check(part);
  }

  private async record(spine: Spine, { tenantId, topics }: Omit<Logged, "id">) {
    await this.world.record(spine, { tenantId, topics });
    this.log.push({ id: this.log.length + 1, tenantId, topics });
  }

  private async join(
    spine: Spine,
    { who, from }: { who: Somebody; from: number | null },
  ) {
    const position = from === null ? null : this.positionAt(from);
    const stream = await read(spine, { ...who, position });
    const after = position ?? this.log.length;
    this.parts.push({ who, after, streams: [stream] });
  }

  /** Goes to another isolate, with what it has got so far. */
  private async move(spine: Spine, which: number) {
    const part = this.parts[which % this.parts.length];
    if (!part) return;
    const last = part.streams.at(-1)!;
    await last.untilEvent("connected");
    await last.close();
    const position = last.blocks.findLast(({ id }) => id !== null)!.id;
    part.streams.push(await read(spine, { ...part.who, position }));
  }

  private async poll(
    spine: Spine,
    { who, from, limit }: { who: Somebody; from: number; limit: number },
  ) {
    const after = this.positionAt(from);
    const ids: number[] = [];
    for (let position = after; position < this.log.length;) {
      const signal = AbortSignal.timeout(10_000);
      const asker: Asker = { ...who, position };
      const options = { limit, waitMs: 0, signal };
      const polled = await spine.poll(subscription(asker), options);
      assert.ok("events" in polled && polled.reset === null);
      assert.ok(polled.position > position);
      ids.push(...polled.events.map(({ id }) => id));
      for (const { data } of polled.derived) {
        this.checkDerived(who, data.payload as unknown as HowMany);
      }
      position = polled.position;
    }
    assert.deepEqual(ids, this.due(who, after));
  }

  private async check({ who, after, streams }: Part): Promise<void> {
    const last = streams.at(-1)!;
    const ids = () => streams.flatMap((stream) => stream.ids);
    const told = () =>
      streams.flatMap(({ blocks }) => blocks.flatMap(derivedIn));
    const due = this.due(who, after);
    const total = this.addressed(who, this.log.length);
    await last.until(() =>
      ids().length >= due.length && told().at(-1)?.events === total
    );
    assert.deepEqual(ids(), due);
    for (const value of told()) this.checkDerived(who, value);
    await last.close();
  }

  /** What somebody has to get of what is past `after`. */
  private due({ tenantId, topics }: Somebody, after: number): number[] {
    return this.log.filter((event) =>
      event.id > after && event.tenantId === tenantId &&
      event.topics.some((topic) => topics.includes(topic))
    ).map(({ id }) => id);
  }

  private checkDerived(who: Somebody, value: HowMany): void {
    const { tenantId, userId } = who;
    const events = this.addressed(who, value.position);
    assert.deepEqual(value, {
      tenantId,
      userId,
      events,
      position: value.position,
    });
  }

  /** How many events up to `position` are addressed to the user alone or with others. */
  private addressed({ tenantId, userId }: Somebody, position: number): number {
    return this.log.filter((event) =>
      event.id <= position && event.tenantId === tenantId &&
      event.topics.includes(`user:${userId}`)
    ).length;
  }

  private positionAt(part: number): number {
    return Math.round(part * this.log.length);
  }
}

interface HowMany {
  tenantId: string;
  userId: number;
  events: number;
  position: number;
}

declare module "../../lib/realtime/event.ts" {
  interface DerivedTypes {
    "test:how-many": Omit<HowMany, "position">;
  }
}

/** How many events are addressed to a user, and for whom it was counted. */
const howMany: DerivedSignal<"test:how-many"> = {
  type: "test:how-many",
  after: ["test:event"],
  async compute(tx, tenantId, userIds) {
    const rows = await tx.selectFrom("Events").select("Audience")
      .where("TenantId", "=", tenantId).execute();
    return new Map(userIds.map((userId) => {
      const own = rows.filter(({ Audience }) =>
        JSON.parse(Audience).includes(`user:${userId}`)
      );
      return [userId, { tenantId, userId, events: own.length }];
    }));
  },
};

/** The derived values that a block of a stream tells. */
function derivedIn({ event, data }: Block): HowMany[] {
  const told = event === "connected"
    ? data!.data.derived as { data: { payload: HowMany } }[]
    : event === howMany.type
    ? [data as unknown as { data: { payload: HowMany } }]
    : [];
  return told.map(({ data: { payload } }) => payload);
}
