import assert from "node:assert/strict";
import { AREAS } from "../../lib/areas.ts";
import { fillMessage, leanAttachment } from "../../lib/messages/lean.ts";
import { sql } from "kysely";
import { setLimits } from "../../lib/limits/set_limits.ts";
import { SCAN, scanJob } from "../../lib/media/scan.ts";
import { type Asker, type MediaApi, mediaApi, textFile } from "../media/api.ts";
import { eventsAfter } from "./given.ts";

Deno.test("a message is sent with files, from the library and new ones mixed", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const ben = await api.user("ben@acme.test");
  const cem = await api.user("cem@acme.test");
  const used = await ada.give(textFile("1", "used.txt"));
  await ada.send([used]);
  const shared = await cem.give(textFile("2", "shared.txt"));
  await cem.ask(`/api/media/${shared}`, "PATCH", { shared: true });
  const fresh = await ada.give(textFile("3", "fresh.txt"));

  const { status, json } = await ada.send([fresh, used, shared, fresh]);
  assert.equal(status, 201);
  assert.equal(json.hasAttachments, true);
  assert.equal(json.attachmentCount, 3);
  const [first] = json.attachments;
  assert.deepEqual(first, {
    id: first.id,
    messageId: json.id,
    mediaId: fresh,
    fileName: "fresh.txt",
    fileSize: 1,
    contentType: "text/plain",
    attachmentType: "upload",
    createdAt: json.createdAt,
    mediaType: "document",
    width: null,
    height: null,
    duration: null,
    state: "ready",
    hasThumbnail: false,
  });
  assert.deepEqual(
    json.attachments.map((each: Each) => [each.fileName, each.attachmentType]),
    [["fresh.txt", "upload"], ["used.txt", "media_library"], [
      "shared.txt",
      "media_library",
    ]],
  );

  const opened = await ben.ask(`/api/messaging/messages/${json.id}`);
  assert.deepEqual(opened.json.attachments, json.attachments);
  const list = await ben.ask("/api/messaging/messages");
  assert.deepEqual(list.json.items[0].attachments, json.attachments);
  assert.equal(list.json.items[1].attachments.length, 1);
  const [summary] = (await ben.ask("/api/messages")).json.items;
  assert.equal(summary.attachmentCount, 3);
  assert.equal("attachments" in summary, false);
  for (const event of (await eventsAfter(api.services)).slice(-2)) {
    assert.equal(event.type, "message:new");
    const { attachments } = fillMessage(event.data, false);
    assert.deepEqual(attachments, json.attachments);
  }
});

Deno.test("a retry of a send answers with the same attachments", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  await api.user("ben@acme.test");
  const id = await ada.give();
  const first = await ada.send([id], { clientId: "draft-1" });
  const again = await ada.send([id], { clientId: "draft-1" });
  assert.deepEqual([first.status, again.status], [201, 200]);
  assert.deepEqual(again.json, first.json);
});

Deno.test("nobody sends what is not in their library, or was found infected, or too much", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const ben = await api.user("ben@acme.test");
  const gina = await api.user("gina@globex.test");
  const own = await ada.give();
  const infected = await ada.give();
  await api.services.db.write((tx) =>
    tx.updateTable("MediaFiles").set({ State: "infected" })
      .where("Id", "=", infected).execute()
  );
  const bens = await ben.give();
  const ginas = await gina.give();
  await gina.ask(`/api/media/${ginas}`, "PATCH", { shared: true });
  for (const id of [bens, ginas, infected, 4_711]) {
    const { status, json } = await ada.send([own, id]);
    assert.equal(status, 422);
    assert.equal(json.errors[0].path, "attachments.1");
    assert.match(json.detail, new RegExp(`media file "${id}"`));
  }
  const root = await api.services.user("root@system.test", {
    role: "global_admin",
  });
  await setLimits(api.services, AREAS, root, null, { maxFilesPerMessage: 1 });
  const more = await ada.give();
  assert.equal((await ada.send([own])).status, 201);
  assert.equal((await ada.send([own, more])).status, 422);
  assert.equal((await ada.ask("/api/messages?box=sent")).json.items.length, 1);
});

Deno.test("what is still being scanned can be sent", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  await api.user("ben@acme.test");
  const id = await ada.give();
  await api.services.db.write((tx) =>
    tx.updateTable("MediaFiles").set({ State: "scanning" }).execute()
  );
  const { status, json } = await ada.send([id]);
  assert.equal(status, 201);
  assert.equal(json.attachments[0].state, "scanning");
});

Deno.test("a broadcast has its files in every tenant, and its readers get them", async () => {
  await using api = await mediaApi();
  const root = await api.user("root@system.test", "global_admin");
  const ada = await api.user("ada@acme.test");
  const gina = await api.user("gina@globex.test");
  const id = await root.give(textFile("for all", "notice.txt"));
  const { status, json } = await root.send([id], {
    recipients: undefined,
    tenants: ["acme", "globex"],
  });
  assert.equal(status, 201, JSON.stringify(json));
  assert.equal(json.attachments[0].attachmentType, "upload");
  for (const reader of [ada, gina]) {
    const [message] = (await reader.ask("/api/messaging/messages")).json.items;
    assert.equal(message.attachments.length, 1);
    const content = await reader.fetch(`/api/media/${id}/content`);
    assert.equal(await content.text(), "for all");
    assert.deepEqual((await reader.ask("/api/media")).json.items, []);
  }
});

Deno.test("the sender attaches more, and all who have the message see it live", async () => {
  await using api = await mediaApi();
  const { ada, ben, message } = await sent(api);
  const id = await ada.give(textFile("more", "more.txt"));
  const before = (await eventsAfter(api.services)).length;
  const input = { messageId: message.id, mediaIds: [id] };
  const { status, json } = await ada.ask(ATTACH, "POST", input);
  assert.equal(status, 200);
  assert.equal(json.items.length, 2);
  assert.equal(json.items[1].mediaId, id);

  const events = (await eventsAfter(api.services)).slice(before);
  assert.equal(events.length, 1);
  assert.equal(events[0].type, "message:attachment:added");
  assert.deepEqual(events[0].topics.toSorted(), topics(ada, ben));
  assert.equal(events[0].data.messageId, message.id);
  assert.deepEqual(events[0].data.payload, {
    ...leanAttachment(json.items[1]),
    attachmentCount: 2,
  });

  const again = await ada.ask(ATTACH, "POST", input);
  assert.deepEqual(again.json.items, json.items);
  assert.equal((await eventsAfter(api.services)).length, before + 1);
  const opened = await ben.ask(`/api/messaging/messages/${message.id}`);
  assert.equal(opened.json.attachmentCount, 2);
});

Deno.test("the sender takes an attachment off, and the count follows", async () => {
  await using api = await mediaApi();
  const { ada, ben, message } = await sent(api);
  const [attachment] = message.attachments;
  const path = `/api/messaging/attachments/${attachment.id}`;
  assert.equal((await ada.ask(path, "DELETE")).status, 204);
  const event = (await eventsAfter(api.services)).at(-1)!;
  assert.equal(event.type, "message:attachment:removed");
  assert.deepEqual(event.topics.toSorted(), topics(ada, ben));
  assert.deepEqual(event.data.payload, {
    ...leanAttachment(attachment),
    attachmentCount: 0,
  });

  const opened = await ben.ask(`/api/messaging/messages/${message.id}`);
  assert.equal(opened.json.hasAttachments, false);
  assert.equal(opened.json.attachmentCount, 0);
  assert.deepEqual(opened.json.attachments, []);
  assert.equal((await ada.ask(path, "DELETE")).status, 404);
  const content = `/api/media/${attachment.mediaId}/content`;
  assert.equal((await ben.ask(content)).status, 404);
});

Deno.test("no more is attached later than a message may have", async () => {
  await using api = await mediaApi();
  const { ada, message } = await sent(api);
  const root = await api.services.user("root@system.test", {
    role: "global_admin",
  });
  await setLimits(api.services, AREAS, root, null, { maxFilesPerMessage: 2 });
  const mediaIds = [await ada.give(), await ada.give()];
  const input = { messageId: message.id, mediaIds };
  const { status, json } = await ada.ask(ATTACH, "POST", input);
  assert.equal(status, 422);
  assert.match(json.detail, /2/);
  input.mediaIds.pop();
  assert.equal((await ada.ask(ATTACH, "POST", input)).status, 200);
});

Deno.test("attaching once more what is attached changes nothing, though fewer are allowed by now", async () => {
  await using api = await mediaApi();
  const { ada, message } = await sent(api);
  const ids = [await ada.give(textFile("1")), await ada.give(textFile("2"))];
  const input = { messageId: message.id, mediaIds: ids };
  const first = await ada.ask(ATTACH, "POST", input);
  const root = await api.services.user("root@system.test", {
    role: "global_admin",
  });
  await setLimits(api.services, AREAS, root, null, { maxFilesPerMessage: 1 });
  const again = await ada.ask(ATTACH, "POST", input);
  assert.equal(again.status, 200);
  assert.deepEqual(again.json.items, first.json.items);
});

Deno.test("of what was recalled its readers see no files, nor that there were any", async () => {
  await using api = await mediaApi();
  const { ada, ben, message } = await sent(api);
  await api.services.db.write((tx) =>
    tx.updateTable("Messages").set({ IsRecalled: 1 }).execute()
  );
  const path = `/api/messaging/messages/${message.id}`;
  const { json } = await ben.ask(path);
  assert.deepEqual([json.attachments, json.attachmentCount], [[], 0]);
  assert.equal(json.hasAttachments, false);
  const list = `/api/messaging/attachments/${message.id}`;
  assert.deepEqual((await ben.ask(list)).json.items, []);
  assert.equal((await ada.ask(path)).json.attachmentCount, 1);
  const input = { messageId: message.id, mediaIds: [await ada.give()] };
  assert.equal((await ada.ask(ATTACH, "POST", input)).status, 409);
});

Deno.test("of what has expired its readers hear nothing more, its sender does", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  await api.user("ben@acme.test");
  const waiting = await ada.give(textFile("waits"));
  const { services } = api;
  await services.db.write((tx) =>
    tx.updateTable("MediaFiles").set({ State: "scanning" }).execute()
  );
  const expiresAt = new Date(services.clock.now().getTime() + 60_000);
  const { json: message } = await ada.send([waiting], { expiresAt });
  services.clock.advance(120_000);
  const before = (await eventsAfter(services)).length;
  const told = async () =>
    (await eventsAfter(services)).slice(before)
      .map(({ type, topics }) => [type, topics]);
  const toAda = topics(ada);

  await services.db.write((tx) =>
    services.jobs.enqueue(tx, { kind: SCAN, key: "1", payload: waiting })
  );
  await services.jobs.runDue([scanJob(services)]);
  const input = { messageId: message.id, mediaIds: [await ada.give()] };
  assert.equal((await ada.ask(ATTACH, "POST", input)).status, 200);
  const [{ id }] = message.attachments;
  const path = `/api/messaging/attachments/${id}`;
  assert.equal((await ada.ask(path, "DELETE")).status, 204);
  assert.deepEqual(await told(), [
    ["media:update", toAda],
    ["media:update", toAda],
    ["message:attachment:added", toAda],
    ["message:attachment:removed", toAda],
  ]);
});

Deno.test("many files are attached at once, in the order in which they were named", async () => {
  await using api = await mediaApi();
  const { ada, message } = await sent(api);
  const mediaIds = [await ada.give(), await ada.give(), await ada.give()];
  mediaIds.reverse();
  const input = { messageId: message.id, mediaIds };
  const { json } = await ada.ask(ATTACH, "POST", input);
  const attached = json.items.slice(1)
    .map(({ mediaId }: { mediaId: number }) => mediaId);
  assert.deepEqual(attached, mediaIds);
  const events = (await eventsAfter(api.services)).slice(-3);
  assert.deepEqual(
    events.map(({ data: { payload } }) => [
      payload.mediaId,
      payload.attachmentCount,
    ]),
    mediaIds.map((id) => [id, 4]),
  );
});

Deno.test("however attachments come and go, the message's count is theirs", async () => {
  await using api = await mediaApi();
  const { ada, message } = await sent(api);
  const { db } = api.services;
  const id = await ada.give();
  const count = async () => {
    const row = await db.query.selectFrom("Messages")
      .select(["HasAttachments", "AttachmentCount"])
      .where("Id", "=", message.id).executeTakeFirstOrThrow();
    return [row.HasAttachments, row.AttachmentCount];
  };
  assert.deepEqual(await count(), [1, 1]);
  await db.write((tx) =>
    sql`INSERT INTO MessageAttachments
      (MessageId, MediaId, CreatedAt, AttachmentType, FileName, FileSize, ContentType)
      VALUES (${message.id}, ${id}, '', 'upload', '', 0, '')`.execute(tx)
  );
  assert.deepEqual(await count(), [1, 2]);
  // The attachments of a removed file are removed with it.
  await db.write((tx) =>
    tx.deleteFrom("MediaFiles").where("Id", "=", id).execute()
  );
  assert.deepEqual(await count(), [1, 1]);
  await db.write((tx) => tx.deleteFrom("MessageAttachments").execute());
  assert.deepEqual(await count(), [0, 0]);
});

const ATTACH = "/api/messaging/attachments/attach";

interface Each {
  fileName: string;
  attachmentType: string;
}

/** Ada has sent Ben a message with one file. */
async function sent(api: MediaApi) {
  const ada = await api.user("ada@acme.test");
  const ben = await api.user("ben@acme.test");
  const { json: message } = await ada.send([await ada.give()]);
  return { ada, ben, message };
}

function topics(...askers: Asker[]): string[] {
  return askers.map(({ actor }) => `user:${actor.userId}`).toSorted();
}
