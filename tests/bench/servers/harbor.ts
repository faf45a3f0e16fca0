import type { Database } from "../../../lib/db/database.ts";
import type { TestClient } from "../../support/client.ts";
import { populated } from "../../support/data.ts";
import { startServer, UNLIMITED } from "../../support/server.ts";
import { subjectOf } from "../load/tally.ts";
import { type MeasuredServer, posted, requestFor } from "./measured_server.ts";

export interface HarborOptions {
  environment?: Record<string, string>;
  /** How many people the readers are, each with as many streams. */
  people?: number;
  /** The database's URL, instead of a file in a new data folder. */
  databaseUrl?: string;
  /** Writes what the database holds from the start, which belongs to these addresses. */
  fill?: (db: Database, emails: string[]) => Promise<void>;
  /** A module that the process runs before the product. */
  preload?: string;
}

export interface Harbor extends MeasuredServer {
  /** Everybody's client. */
  readonly clients: TestClient[];
  /** Sends a message from one person to another. */
  postToOne(number: number): Promise<void>;
  /** All that the process has printed. */
  output(): string;
}

const BODY = "x".repeat(200);

/**
 * One isolate over a database file, with the limits lifted. A message goes to the whole tenant,
 * from everybody in turn, over POST and through the durable log.
 */
export async function startHarbor(
  { environment = {}, people = 10, databaseUrl, fill, preload }: HarborOptions =
    {},
): Promise<Harbor> {
  await using opened = new AsyncDisposableStack();
  const emails = Array.from({ length: people }, (_, n) => `user${n}@acme.test`);
  const data = opened.use(
    await populated(
      Object.fromEntries(emails.map((email) => [email, {}])),
      databaseUrl,
    ),
  );
  if (fill) {
    const db = await data.open();
    await fill(db, emails);
    await db.close();
  }
  const server = opened.use(
    await startServer({
      dataDir: data.dataDir,
      preload,
      environment: {
        ...UNLIMITED,
        STREAMS_MAX: "off",
        ...(databaseUrl !== undefined && { LIBSQL_URL: databaseUrl }),
        ...environment,
      },
    }),
  );
  const port = Number(new URL(server.url).port);
  const clients = emails.map((email) => data.client(server, email));
  const eventBytes = await weigh();
  const owned = opened.move();

  return {
    pid: server.process.pid,
    port,
    eventBytes,
    clients,
    output: () => server.output(),
    requests: (missed = false) =>
      clients.map(({ token }) =>
        requestFor(port, "/api/messaging/stream/acme", {
          authorization: `Bearer ${token}`,
          ...(missed && { "last-event-id": "0" }),
        })
      ),
    post: (number) => send(number, "tenant"),
    postToOne: (number) => send(number, [emails[(number + 1) % people]]),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };

  function send(number: number, recipients: "tenant" | string[]) {
    const { token } = clients[number % people];
    return posted(fetch(`${server.url}/api/messaging/send`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({
        subject: subjectOf(number),
        body: BODY,
        recipients,
      }),
    }));
  }

  async function weigh(): Promise<number> {
    await using stream = await clients[0].stream();
    // Not one of those that are counted.
    await clients[0].post("/api/messaging/send", {
      subject: "0000",
      body: BODY,
      recipients: "tenant",
    });
    const { raw } = await stream.until(
      "the message",
      ({ event }) => event === "message:new",
    );
    return new TextEncoder().encode(raw).length + 2;
  }
}
