import assert from "node:assert/strict";
import { eventsAfter } from "../messages/given.ts";
import { type Asker, type MediaApi, mediaApi, textFile } from "./api.ts";

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

const rename = ({ ask }: Asker, id: number, fileName: string) =>
  ask(`/api/media/${id}`, "PATCH", { fileName });

Deno.test("of a file in a message its people are told, until it has expired for them", async () => {
  await using api = await mediaApi();
  const { ada, ben, id, messageId } = await sent(api);
  const [adas, bens] = [ada, ben].map(({ actor }) => `user:${actor.userId}`);
  await rename(ada, id, "one.txt");
  assert.deepEqual((await told(api)).topics, [adas, bens].toSorted());

  api.services.clock.advance(2 * HOUR);
  const later = await api.as(ada.actor);
  await rename(later, id, "two.txt");
  assert.deepEqual((await told(api)).topics, [adas]);
  const other = await later.give(textFile("more"));
  const input = { messageId, mediaIds: [other] };
  await later.ask("/api/messaging/attachments/attach", "POST", input);
  assert.deepEqual((await told(api)).topics, [adas]);
});

Deno.test("who has moved to another tenant hears nothing more of the old one's files", async () => {
  await using api = await mediaApi();
  const { ada, ben, id } = await sent(api);
  await api.services.tenant("globex");
  await api.services.db.write((tx) =>
    tx.updateTable("Users").set({ TenantId: "globex" })
      .where("Id", "=", ben.actor.userId).execute()
  );
  const before = (await eventsAfter(api.services)).length;
  await rename(ada, id, "secret.txt");
  const events = (await eventsAfter(api.services)).slice(before);
  assert.deepEqual(events.map(({ tenantId }) => tenantId), ["acme"]);
});
