import assert from "node:assert/strict";
import { populated, type TestData } from "../support/data.ts";
import { startServer, type TestServer, UNLIMITED } from "../support/server.ts";
import type { EventStream } from "../support/stream.ts";
import { entitledIds } from "../support/truth.ts";

const USERS = 4;
const STREAMS = 100;
const SENDS = 1_000;

const people = Object.fromEntries(
  Array.from({ length: USERS }, (_, n) => [`user${n}@acme.test`, {}]),
);
const emails = Object.keys(people);

Deno.test("100 streams of one tenant and 1,000 sends", async (t) => {
  await using data = await populated(people);
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: UNLIMITED,
  });
  await using open = new AsyncDisposableStack();
  /** The stream number `n` belongs to user `n % USERS`. */
  const openOne = async (n: number, from: number) =>
    open.use(
      await data.client(server, emails[n % USERS]).stream(from),
    );
  const streams = await Promise.all(
    Array.from({ length: STREAMS }, (_, n) => openOne(n, 0)),
  );

  await sendMany(data, server);
  const db = await data.open();
  open.defer(() => db.close());
  const truth = await Promise.all(
    emails.map((email) => entitledIds(db, data.actors[email])),
  );
  const isComplete = (stream: EventStream, last: number) =>
    stream.when(`event ${last}`, () => (stream.position() ?? 0) >= last);
  const last = Math.max(...truth.map((ids) => ids.at(-1)!));

  await t.step("every stream gets every event once, in order", async () => {
    for (const [n, stream] of streams.entries()) {
      const ids = truth[n % USERS];
      assert.ok(ids.length >= SENDS);
      await isComplete(stream, ids.at(-1)!);
      assert.deepEqual(stream.events().map((frame) => frame.id), ids);
    }
  });

  await t.step("and so does one that resumes, wherever it was", async () => {
    for (let n = 0; n < 20; n++) {
      const from = Math.round((n / 19) * last);
      const stream = await openOne(n, from);
      const ids = truth[n % USERS].filter((id) => id > from);
      if (ids.length > 0) await isComplete(stream, ids.at(-1)!);
      assert.deepEqual(stream.events().map((frame) => frame.id), ids);
    }
  });
});

const SENDERS = 16;

/** Everybody takes turns at writing to the whole tenant, several at a time. */
async function sendMany(data: TestData, server: TestServer) {
  let next = 0;
  await Promise.all(Array.from({ length: SENDERS }, async (_, n) => {
    const client = data.client(server, emails[n % USERS]);
    while (next < SENDS) {
      const number = next++;
      await client.post("/api/messaging/send", {
        subject: `Number ${number}`,
        body: "To all",
        recipients: "tenant",
      });
    }
  }));
}
