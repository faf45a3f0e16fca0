import { createClient } from "@libsql/client";
import assert from "node:assert/strict";
import { join } from "node:path";
import { type CompiledQuery, Kysely } from "kysely";
import type { Actor } from "../../lib/auth/actor.ts";
import type { Database } from "../../lib/db/database.ts";
import { libsqlDialect } from "../../lib/db/dialect.ts";
import { fileWriter } from "../../lib/db/file/writer.ts";
import type { Schema } from "../../lib/db/schema.ts";
import { encodeCursor } from "../../lib/http/paging.ts";
import { ListQuery } from "../../lib/messages/contract.ts";
import { getFile } from "../../lib/media/get.ts";
import { listFiles } from "../../lib/media/list.ts";
import { MediaQuery } from "../../lib/media/contract.ts";
import { removeFile } from "../../lib/media/remove.ts";
import { attachToMessage, listAttachments } from "../../lib/messages/attach.ts";
import { getMessage } from "../../lib/messages/get.ts";
import { listMessages, listSummaries } from "../../lib/messages/list.ts";
import { markManyRead, markRead } from "../../lib/messages/mark_read.ts";
import { unreadCount, unreadCounts } from "../../lib/messages/unread_count.ts";
import type { Services } from "../../lib/services.ts";
import { testServices } from "../support/services.ts";
import { send } from "./given.ts";

type Use = (services: Services, actor: Actor) => Promise<unknown>;

const QUERIES = [
  {},
  { unread: "true" },
  { priority: "urgent" as const },
  { q: "hello wor" },
  { q: "hello", unread: "true", priority: "urgent" as const },
];
const CURSOR = encodeCursor({ createdAt: "2026-01-15T09:00:00.000Z", id: 7 });

const LISTS: Record<string, Use> = {};
for (const box of ["inbox", "sent", "archived"] as const) {
  for (const query of QUERIES) {
    for (const cursor of [undefined, CURSOR]) {
      const name = `${box} ${JSON.stringify(query)} ${cursor ? "from" : ""}`;
      const input = ListQuery.parse({ ...query, box, cursor });
      LISTS[name] = (services, actor) => listSummaries(services, actor, input);
    }
  }
}

const OTHERS: Record<string, Use> = {
  "list with bodies": (services, actor) =>
    listMessages(services, actor, ListQuery.parse({})),
  "one message": (services, actor) => getMessage(services, actor, 1),
  "mark one read": (services, actor) => markRead(services, actor, 1),
  "mark some read": (services, actor) =>
    markManyRead(services, actor, { ids: [2, 3] }),
  "mark all read": (services, actor) =>
    markManyRead(services, actor, { all: true }),
  "send": (services, actor) =>
    send(services, actor, {
      recipients: ["ada@acme.test", actor.userId],
      clientId: "draft-1",
    }),
  "send again": (services, actor) =>
    send(services, actor, { clientId: "draft-1" }),
  "send to the tenant": (services, actor) =>
    send(services, actor, { recipients: "tenant" }),
  "send with a file": (services, actor) =>
    send(services, actor, { attachments: [1] }),
  "attach": (services, actor) =>
    attachToMessage(services, actor, { messageId: 6, mediaIds: [1] }),
  "attachments": (services, actor) => listAttachments(services, actor, 6),
  "library": (services, actor) =>
    listFiles(services, actor, MediaQuery.parse({})),
  "library, searched and filtered": (services, actor) =>
    listFiles(
      services,
      actor,
      MediaQuery.parse({ q: "plan", type: "image", cursor: CURSOR }),
    ),
  "file": (services, actor) => getFile(services, actor, 1),
  "file of somebody else": (services, actor) =>
    assert.rejects(
      getFile(services, { ...actor, email: "cem@acme.test" }, 1),
      { status: 404 },
    ),
  "remove a file": (services, actor) => removeFile(services, actor, 2),
  "unread count": (services, actor) => unreadCount(services, actor),
  "unread counts": ({ db }) =>
    db.read((tx) => unreadCounts.compute(tx, "acme", [1, 2, 3])),
};

/** One row, one call's own parameters, what another step has found, or an index of words. */
const HARMLESS =
  /^SCAN (Shard|\d+ CONSTANT ROWS?|\(subquery-\d+\)|(json_each|MessageSearch) VIRTUAL TABLE)/;

Deno.test("no query of lists, reads, counts and sends goes through a whole table", async () => {
  await using recorded = await recordedServices();
  const { services, ben, root } = recorded;
  for (const [name, use] of Object.entries({ ...LISTS, ...OTHERS })) {
    for (const actor of name.startsWith("sent") ? [ben, root] : [ben]) {
      const plan = await recorded.planOf(() => use(services, actor));
      assert.deepEqual(
        plan.filter((step) => /^SCAN/.test(step) && !HARMLESS.test(step)),
        [],
        name,
      );
    }
  }
});

Deno.test("a list is a walk along the index of its box, from its cursor on", async () => {
  await using recorded = await recordedServices();
  const { services, ben } = recorded;
  for (const [name, list] of Object.entries(LISTS)) {
    const [walk] = await recorded.planOf(() => list(services, ben));
    const index = name.startsWith("sent")
      ? "MessagesBySender"
      : name.includes("unread")
      ? "RecipientsUnread"
      : "RecipientsByMailbox";
    assert.match(walk, new RegExp(`^SEARCH .* INDEX ${index} `), name);
    if (name.endsWith("from")) assert.match(walk, /CreatedAt.*</, name);
  }
});

Deno.test("counting what is unread looks at nothing but its index", async () => {
  await using recorded = await recordedServices();
  const { services, ben } = recorded;
  const plan = await recorded.planOf(() =>
    OTHERS["unread counts"](services, ben)
  );
  assert.deepEqual(
    plan.map((step) => step.replace(/ \(\w+=\?.*\)$/, "")).filter((step) =>
      step.startsWith("SEARCH")
    ),
    [
      "SEARCH u USING INTEGER PRIMARY KEY",
      "SEARCH MessageRecipients USING COVERING INDEX RecipientsUnread",
    ],
  );
});

async function recordedServices() {
  const services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  const root = await services.user("root@harbor.test", {
    role: "global_admin",
  });
  for (let index = 0; index < 5; index++) await send(services, ada);
  await addFile(services, ben, "plan.png");
  await addFile(services, ben, "draft.png");

  const path = join(services.dataDir, "harbor.db");
  const explaining = createClient({ url: `file:${path}` });
  const queries: CompiledQuery[] = [];
  const query = new Kysely<Schema>({
    dialect: libsqlDialect(fileWriter(path)),
    log: (event) => void queries.push(event.query),
  });
  const db: Database = {
    query,
    read: (work) =>
      query.transaction().setAccessMode("read only").execute(work),
    write: (work) =>
      query.transaction().execute(async (tx) => {
        const postponed: Promise<unknown>[] = [];
        const result = await work(
          tx,
          (statement) => postponed.push(tx.executeQuery(statement)),
        );
        await Promise.all(postponed);
        return result;
      }),
    writes: { done: 0, refused: 0 },
    close: () => query.destroy(),
  };
  return {
    services: { ...services, db },
    ben,
    root,
    /** SQLite's plans for all queries that `use` makes. */
    async planOf(use: () => Promise<unknown>): Promise<string[]> {
      queries.length = 0;
      await use();
      const steps = [];
      for (const { sql, parameters } of queries) {
        if (!/^\s*(SELECT|INSERT|UPDATE|DELETE)/i.test(sql)) continue;
        const { rows } = await explaining.execute({
          sql: `EXPLAIN QUERY PLAN ${sql}`,
          args: parameters as (string | number | null)[],
        });
        steps.push(...rows.map((row) => String(row.detail)));
      }
      return steps;
    },
    async [Symbol.asyncDispose]() {
      await db.close();
      explaining.close();
      await services[Symbol.asyncDispose]();
    },
  };
}

/** A file that has nothing but its row. */
async function addFile(
  { db }: Services,
  { tenantId, email }: Actor,
  name: string,
) {
  await db.write((tx) =>
    tx.insertInto("MediaFiles").values({
      TenantId: tenantId,
      FileName: name,
      SearchText: name,
      FileSize: 1,
      ContentType: "image/png",
      MediaType: "image",
      R2Key: `acme/${name}/file`,
      Checksum: "",
      UploadDate: "2026-01-15T09:00:00.000Z",
      UploadedBy: email,
      State: "ready",
    }).execute()
  );
}
