import type { Queries } from "../../db/database.ts";
import { isPassing } from "../../db/errors.ts";
import { sideBySide } from "../../db/in_transaction.ts";
import type { HarborValue } from "../event.ts";
import { deriveForMany } from "../live/derived_values.ts";
import { type Start, startFrom } from "../log/position.ts";
import { type Member, memberAt } from "../membership.ts";
import type { SpineOptions } from "../options.ts";
import type { Subscription } from "../subscription.ts";

/** All that is true at a stream's start. */
export interface StreamStart {
  start: Start;
  /** With the topics at the stream's position. */
  member: Member;
  values: HarborValue[];
}

/** How many starts share a snapshot: their reads hold the event loop. */
const MOST_TOGETHER = 100;

/** How many snapshots are read at once. */
const AT_ONCE = 2;

interface Asked {
  subscription: Subscription;
  resolve: (start: StreamStart | null) => void;
  reject: (error: unknown) => void;
}

/**
 * Reads where streams start. Those that are opened while others' starts are read share the next
 * snapshot: a herd that comes back after a restart would else wait in line for the database.
 */
export class Starts {
  private waiting: Asked[] = [];
  private reading = 0;

  constructor(
    private readonly options: Pick<
      SpineOptions,
      "db" | "settings" | "derived" | "topicsOf"
    >,
  ) {}

  /** `null` for a session that lives no more. */
  read(subscription: Subscription): Promise<StreamStart | null> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ subscription, resolve, reject });
      if (this.reading < AT_ONCE) this.readWaiting();
    });
  }

  private async readWaiting(): Promise<void> {
    this.reading++;
    while (this.waiting.length > 0) {
      await this.answer(this.waiting.splice(0, MOST_TOGETHER));
    }
    this.reading--;
  }

  private async answer(asked: Asked[]): Promise<void> {
    try {
      const starts = await this.readAll(
        asked.map(({ subscription }) => subscription),
      );
      asked.forEach(({ resolve }, index) => resolve(starts[index]));
    } catch (error) {
      if (asked.length > 1 && !isPassing(error)) {
        // Whichever was wrong, the others have a start.
        for (const one of asked) await this.answer([one]);
      } else for (const { reject } of asked) reject(error);
    }
  }

  private readAll(
    subscriptions: Subscription[],
  ): Promise<(StreamStart | null)[]> {
    const { db, derived } = this.options;
    return db.read(async (snapshot) => {
      const tx = subscriptions.length === 1
        ? snapshot
        : (await sideBySide(snapshot)).tx;
      const found = await Promise.all(
        subscriptions.map((subscription) => this.find(tx, subscription)),
      );
      const members = found.flatMap((one) => one ? one.member : []);
      const head = found.find((one) => one)?.start.head ?? 0;
      const values = await deriveForMany(tx, derived, members, head);
      return found.map((one) =>
        one && { ...one, values: values.get(one.member.userId) ?? [] }
      );
    });
  }

  private async find(
    tx: Queries,
    { subscriber, position, isAlive }: Subscription,
  ): Promise<Omit<StreamStart, "values"> | null> {
    const { settings, topicsOf = [] } = this.options;
    if (!await isAlive(tx)) return null;
    const { tenantId } = subscriber;
    const start = await startFrom(tx, position, tenantId, settings.replayMax);
    const member = await memberAt(tx, topicsOf, subscriber, start);
    return { start, member };
  }
}
