import assert from "node:assert/strict";
import type { TestClient } from "../support/client.ts";
import { populated, type TestData } from "../support/data.ts";
import { follow } from "../support/follower.ts";
import { startServer, type TestServer, UNLIMITED } from "../support/server.ts";
import { entitledIds } from "../support/truth.ts";

const READERS = [
  "ada@acme.test",
  "ben@acme.test",
  "carla@acme.test",
  "gina@globex.test",
];
const MESSAGES = 150;

Deno.test("three processes, two of them killed while messages flow: every reader's log is complete, in order, once", async () => {
  await using data = await populated();
  await using servers = new AsyncDisposableStack();
  const start = async () =>
    servers.use(
      await startServer({
        dataDir: data.dataDir,
        environment: { ...UNLIMITED, POLL_SECONDS: "0.1" },
      }),
    );
  const cluster = [await start(), await start(), await start()];
  const followers = READERS.map((email) =>
    servers.use(
      follow(
        turned(clientsOf(data, cluster, email), READERS.indexOf(email)),
        0,
      ),
    )
  );

  const acme = sendAll(
    clientsOf(data, cluster, "ada@acme.test"),
    ["ben@acme.test", "carla@acme.test"],
  );
  const globex = sendAll(
    clientsOf(data, cluster, "greg@globex.test"),
    ["gina@globex.test"],
  );
  await followers[0].reached(MESSAGES / 4);
  await cluster[0].kill("SIGKILL");
  await cluster[0].restart();
  await followers[0].reached(MESSAGES);
  await cluster[1].kill("SIGKILL");
  const sent = [...await acme, ...await globex];
  await cluster[1].restart();

  assert.equal(new Set(sent).size, 2 * MESSAGES, "no message was made twice");
  const db = await data.open();
  servers.defer(() => db.close());
  for (const [index, email] of READERS.entries()) {
    const ids = await entitledIds(db, data.actors[email]);
    await followers[index].reached(ids.at(-1)!);
    assert.deepEqual(
      followers[index].events.map((frame) => frame.id),
      ids,
      email,
    );
    assert.deepEqual(followers[index].resets, []);
  }
  assert.ok(
    followers.some((follower) => follower.connections > 1),
    "a kill cut no stream: the test proves nothing",
  );
  const stored = await db.query.selectFrom("Messages")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  assert.equal(stored.count, 2 * MESSAGES);
});

function clientsOf(data: TestData, cluster: TestServer[], email: string) {
  return cluster.map((server) => data.client(server, email));
}

/** Makes readers begin on different servers. */
function turned<T>(list: T[], by: number): T[] {
  return list.map((_, index) => list[(index + by) % list.length]);
}

/**
 * Sends one message after the other, each to the next server. When a server is gone, the message is
 * sent again to another with the same `clientId`. Returns the ids of the messages.
 */
async function sendAll(
  clients: TestClient[],
  recipients: string[],
): Promise<number[]> {
  const ids: number[] = [];
  for (let number = 0; number < MESSAGES; number++) {
    const clientId = crypto.randomUUID();
    for (let turn = number;; turn++) {
      try {
        const message = await clients[turn % clients.length].post(
          "/api/messaging/send",
          { subject: `Number ${number}`, body: "…", recipients, clientId },
        );
        ids.push(message.id);
        break;
      } catch (error) {
        if (!(error instanceof TypeError)) throw error; // a refusal, not a broken line
      }
    }
  }
  return ids;
}
