import assert from "node:assert/strict";
import fc from "fast-check";
import { commit } from "../../lib/realtime/commit.ts";
import { redact } from "../../lib/realtime/log/redact.ts";
import type { Spine } from "../../lib/realtime/spine.ts";
import {
  type Asker,
  type Isolates,
  isolates,
  read,
  Reader,
  subscription,
} from "./support.ts";

const ISOLATES = 2;

/** From the commit on; see the promise of `redact`. */
const WITHIN_MS = 2_000;

const on = fc.nat({ max: ISOLATES - 1 });
const noteId = fc.constantFrom(1, 2, 3);
/** A part of the log, at whose end one begins. */
const from = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
const is = <Does extends string>(does: Does) => fc.constant(does);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: is("tell"), on, noteId }) },
  { weight: 2, arbitrary: fc.record({ does: is("redact"), on, noteId }) },
  { weight: 2, arbitrary: fc.record({ does: is("read"), on, from }) },
  { weight: 2, arbitrary: fc.record({ does: is("standStill"), on, from }) },
);
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

Deno.test("two seconds after a redaction no reader on any isolate gets a byte of the text, and each gets every event", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 10, maxLength: 40 }),
      async (steps) => {
        await using world = await isolates();
        await new Play(world).through(steps);
      },
    ),
    // To make a counterexample small would take minutes.
    { numRuns: 8, endOnFailure: true },
  );
});

class Play {
  private readonly spines: Spine[];
  private readonly readers: { reader: Reader; after: number; on: number }[] =
    [];
  private readonly still: ReadableStream<Uint8Array>[] = [];
  /** The texts that must not go out any more, and those that may. */
  private readonly gone = new Set<string>();
  private readonly told = new Map<number, string[]>();
  private events: { id: number; text: string }[] = [];
  private head = 0;

  constructor(private readonly world: Isolates) {
    const settings = { streamsPerUser: Infinity };
    this.spines = Array.from(
      { length: ISOLATES },
      () => world.isolate(settings),
    );
  }

  async through(steps: Step[]): Promise<void> {
    for (const step of steps) await this.take(step);
    await this.tell(this.spines[0], 4);
    await new Promise((resolve) => setTimeout(resolve, WITHIN_MS));
    for (const body of this.still) await this.checkStill(body);
    for (const { reader, after, on } of this.readers) {
      await this.checkReader(reader, after, on);
    }
    for (const spine of this.spines) await this.checkLate(spine);
  }

  private async take(step: Step): Promise<void> {
    const spine = this.spines[step.on];
    if (step.does === "tell") return await this.tell(spine, step.noteId);
    if (step.does === "redact") return await this.redact(spine, step.noteId);
    const position = step.from === null
      ? null
      : Math.round(step.from * this.head);
    if (step.does === "read") {
      const reader = await read(spine, { position });
      const after = position ?? this.head;
      this.readers.push({ reader, after, on: step.on });
      return;
    }
    const body = await spine.open(subscription({ position }));
    assert.ok(body instanceof ReadableStream);
    this.still.push(body);
  }

  private async tell(spine: Spine, noteId: number): Promise<void> {
    const text = `secret ${crypto.randomUUID()}`;
    const about = { noteId };
    const payload = { text };
    await this.world.record(spine, { type: "test:note", about, payload });
    this.told.set(noteId, [...this.told.get(noteId) ?? [], text]);
    this.events.push({ id: ++this.head, text });
  }

  private async redact(spine: Spine, noteId: number): Promise<void> {
    await commit({ ...this.world.services, spine }, (_tx, record) => {
      redact(record, "acme", { noteId }, {
        "test:note": { text: "" },
        "test:note:read": "kept",
      });
      return Promise.resolve();
    });
    this.head++;
    for (const text of this.told.get(noteId) ?? []) this.gone.add(text);
  }

  /** It begins to read only now, and must find nothing of what is gone. */
  private async checkStill(body: ReadableStream<Uint8Array>): Promise<void> {
    const reader = new Reader(body);
    const last = this.events.at(-1)!;
    const ending = reader.ended.then((error) => error !== undefined);
    const arrived = reader.until(() => textOf(reader).includes(last.text))
      .then(() => false, () => false);
    await Promise.race([ending, arrived]);
    this.assertNothingOf(reader);
    await reader.close().catch(() => "it was broken off");
  }

  /** A reader that was broken off for standing still comes again, as any client does. */
  private async checkReader(first: Reader, after: number, on: number) {
    const readers = [first];
    const ids = () => readers.flatMap(idsOf);
    while (!ids().includes(this.head)) {
      const last = readers.at(-1)!;
      const isBroken = await Promise.race([
        last.ended.then((error) => error !== undefined),
        last.until(() => ids().includes(this.head)).then(() => false),
      ]);
      if (!isBroken) break;
      const position = ids().at(-1) ?? after;
      readers.push(await read(this.spines[on], { position }));
    }
    const due = this.events.filter(({ id }) => id > after);
    assert.deepEqual(ids(), due.map(({ id }) => id));
    await readers.at(-1)!.close();
  }

  private async checkLate(spine: Spine): Promise<void> {
    const reader = await read(spine, { position: 0 });
    await reader.until(() => idsOf(reader).length === this.events.length);
    this.assertNothingOf(reader);
    await reader.close();
    const asker: Asker = { position: 0 };
    const polled = await spine.poll(subscription(asker), {
      limit: 1_000,
      waitMs: 0,
      signal: AbortSignal.timeout(10_000),
    });
    for (const text of this.gone) {
      assert.ok(!JSON.stringify(polled).includes(text));
    }
  }

  private assertNothingOf(reader: Reader): void {
    const text = textOf(reader);
    for (const gone of this.gone) assert.ok(!text.includes(gone), gone);
  }
}

function idsOf({ blocks }: Reader): number[] {
  return blocks.filter(({ event }) => event === "test:note")
    .map(({ id }) => id!);
}

function textOf({ blocks }: Reader): string {
  return blocks.map(({ text }) => text).join("\n\n");
}
