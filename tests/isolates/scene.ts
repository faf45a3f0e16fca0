import assert from "node:assert/strict";
import type { Database } from "../../lib/db/database.ts";
import {
  type Cluster,
  type Combination,
  ISOLATES,
  startCluster,
} from "./cluster.ts";
import { read, type Reader } from "./readers.ts";
import { Writer } from "./writer.ts";

const READERS = [
  "ada@acme.test",
  "ben@acme.test",
  "carla@acme.test",
  "gina@globex.test",
  "greg@globex.test",
];

/** Of two tenants; some write to one colleague, some to all. */
const WRITERS: [email: string, recipients: string[] | "tenant"][] = [
  ["ada@acme.test", ["ben@acme.test"]],
  ["carla@acme.test", "tenant"],
  ["greg@globex.test", "tenant"],
];

/** Several isolates at work, and people who read on each of them from the beginning to the end. */
export interface Scene extends AsyncDisposable {
  combination: Combination;
  cluster: Cluster;
  /** The database itself, beside the isolates. */
  db: Database;
  readers: Reader[];
  /** New writers: some on each isolate, who stay with it or `wander` from one to the next. */
  writers(how?: "wander"): Writer[];
}

export async function openScene(combination: Combination): Promise<Scene> {
  await using opening = new AsyncDisposableStack();
  const cluster = opening.use(await startCluster(combination));
  const db = await cluster.data.open();
  opening.defer(() => db.close());
  const readers = READERS.flatMap((email) =>
    cluster.clients(email).map((client, n) => {
      const reader = read(cluster.data, email, [client], n);
      opening.use(reader.follower);
      return reader;
    })
  );
  const opened = opening.move();
  return {
    combination,
    cluster,
    db,
    readers,
    writers: (how) =>
      WRITERS.flatMap(([email, recipients]) => {
        const clients = cluster.clients(email);
        return Array.from({ length: ISOLATES }, (_, n) =>
          how === "wander"
            ? new Writer(clients, recipients, { first: n })
            : new Writer([clients[n]], recipients));
      }),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** Lets them all write until `what` is done. */
export async function whileWriting(
  writers: Writer[],
  what: () => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const writing = writers.map((writer) => writer.sendUntil(stop.signal, 20));
  try {
    await what();
  } finally {
    stop.abort();
    await Promise.all(writing);
  }
  noComplaints(writers);
}

export function noComplaints(writers: Writer[]): void {
  assert.deepEqual(writers.flatMap(({ complaints }) => complaints), []);
}

/** From the start of each send to its arrival, at every reader. */
export function latencies(writers: Writer[], readers: Reader[]): number[] {
  const startedAt = new Map(
    writers.flatMap(({ sent }) =>
      sent.map((message) => [message.messageId, message.startedAt])
    ),
  );
  return readers.flatMap(({ follower }) =>
    follower.events.flatMap(({ at, event, data }) => {
      if (event !== "message:new") return [];
      const start = startedAt.get(data.data.messageId);
      return start === undefined ? [] : [at - start];
    })
  );
}

/** For what has to last: an outage. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
