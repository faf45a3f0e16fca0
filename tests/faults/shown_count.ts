import assert from "node:assert/strict";
import type { Database } from "../../lib/db/database.ts";
import { pause } from "../isolates/scene.ts";
import type { Frame } from "../support/stream.ts";

/** While the database was away, the isolates waited up to 5 s to compute again; a poll waits as long. */
const WITHIN_MS = 20_000;

/** The unread count that a client shows: of those it was told, the one of the latest position. */
export class ShownCount {
  count: number | undefined;
  private position = -1;

  constructor(readonly email: string) {}

  readonly take = ({ event, data }: Pick<Frame, "event" | "data">): void => {
    if (event === "connected") {
      for (const { type, data: told } of data.data.derived) {
        this.take({ event: type, data: { data: told } });
      }
    }
    if (event !== "unread:count") return;
    const { count, position } = data.data.payload;
    if (position < this.position) return;
    this.count = count;
    this.position = position;
  };
}

/** Asserts that every client is told the right unread count in the end. */
export async function expectTrueCounts(
  db: Database,
  shown: ShownCount[],
): Promise<void> {
  const deadline = performance.now() + WITHIN_MS;
  for (;;) {
    const unread = await unreadByEmail(db);
    const wrong = shown.filter(({ email, count }) =>
      count !== (unread.get(email) ?? 0)
    );
    if (wrong.length === 0) return;
    assert.ok(
      performance.now() < deadline,
      `told ${JSON.stringify(wrong)}; true is ${JSON.stringify([...unread])}`,
    );
    await pause(100);
  }
}

async function unreadByEmail(db: Database): Promise<Map<string, number>> {
  const rows = await db.query.selectFrom("MessageRecipients")
    .select(["RecipientEmail", ({ fn }) => fn.countAll<number>().as("count")])
    .where("IsRead", "=", 0).groupBy("RecipientEmail").execute();
  return new Map(
    rows.map(({ RecipientEmail, count }) => [RecipientEmail, count]),
  );
}
