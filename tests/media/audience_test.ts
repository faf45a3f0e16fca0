import assert from "node:assert/strict";
import { SCAN, scanJob } from "../../lib/media/scan.ts";
import { eventsAfter } from "../messages/given.ts";
import { type MediaApi, mediaApi, textFile } from "./api.ts";

const HOUR = 3_600_000;

async function sent(api: MediaApi) {
  const ada = await api.user("ada@acme.test");
  const ben = await api.user("ben@acme.test");
  const id = await ada.give(textFile());
  const expiresAt = new Date(api.services.clock.now().getTime() + HOUR);
  const { json } = await ada.send([id], { expiresAt });
  return { ada, ben, id, messageId: json.id };
}

/** To whom the last event went. */
async function told({ services }: MediaApi) {
  const { tenantId, topics } = (await eventsAfter(services)).at(-1)!;
  return { tenantId, topics: topics.toSorted() };
}

/** What a late verdict does. */
async function scan({ services }: MediaApi, id: number) {
  await services.db.write(async (tx) => {
    await tx.updateTable("MediaFiles").set({ State: "scanning" })
      .where("Id", "=", id).execute();
    await services.jobs.enqueue(tx, { kind: SCAN, key: "1", payload: id });
  });
  await services.jobs.runDue([scanJob(services)]);
}

Deno.test("of a file in a message its people are told, until it has expired for them", async () => {
  await using api = await mediaApi();
  const { ada, ben, id, messageId } = await sent(api);
  const [adas, bens] = [ada, ben].map(({ actor }) => `user:${actor.userId}`);
  await scan(api, id);
  assert.deepEqual((await told(api)).topics, [bens]);

  api.services.clock.advance(2 * HOUR);
  const later = await api.as(ada.actor);
  await scan(api, id);
  assert.deepEqual((await told(api)).topics, [adas]);
  const other = await later.give(textFile("more"));
  const input = { messageId, mediaIds: [other] };
  await later.ask("/api/messaging/attachments/attach", "POST", input);
  assert.deepEqual((await told(api)).topics, [adas]);
});

Deno.test("who has moved to another tenant hears nothing more of the old one's files", async () => {
  await using api = await mediaApi();
  const { ben, id } = await sent(api);
  await api.services.tenant("globex");
  await api.services.db.write((tx) =>
    tx.updateTable("Users").set({ TenantId: "globex" })
      .where("Id", "=", ben.actor.userId).execute()
  );
  const before = (await eventsAfter(api.services)).length;
  await scan(api, id);
  const events = (await eventsAfter(api.services)).slice(before);
  assert.deepEqual(events.map(({ tenantId }) => tenantId), ["acme"]);
});

Deno.test("what its owner notes on a file in the library is not told to who has it in a message", async () => {
  await using api = await mediaApi();
  const { ada, ben, id } = await sent(api);
  const before = (await eventsAfter(api.services)).length;
  const description = "Overpriced: do not tell Ben";
  const patch = { fileName: "lemon.txt", description };
  await ada.ask(`/api/media/${id}`, "PATCH", patch);
  await scan(api, id);
  for (
    const { topics, data } of (await eventsAfter(api.services)).slice(before)
  ) {
    const toBen = topics.includes(`user:${ben.actor.userId}`);
    assert.equal(data.payload.description, toBen ? undefined : description);
  }
  const detail = await ben.ask(`/api/media/${id}`);
  assert.equal(detail.json.description, null);
  assert.equal(detail.json.fileName, "hello.txt");
  const content = await ben.fetch(`/api/media/${id}/content`);
  await content.body?.cancel();
  const disposition = content.headers.get("content-disposition");
  assert.equal(disposition, "attachment; filename=hello.txt");
});
