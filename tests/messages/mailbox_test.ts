import assert from "node:assert/strict";
import { MailboxQuery, readMailbox } from "../../lib/messages/mailbox.ts";
import { markRead } from "../../lib/messages/mark_read.ts";
import { testServices } from "../support/services.ts";
import { send } from "./given.ts";

Deno.test("the mailbox page's address names a list and the message that is open beside it", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  const read = await send(services, ada, { subject: "read" });
  const unread = await send(services, ada, { subject: "unread" });
  await markRead(services, ben, read.id);
  const at = (query: Record<string, string>) =>
    readMailbox(services, ben, MailboxQuery.parse(query));

  const all = await at({});
  assert.deepEqual(all.list.items.map(({ id }) => id), [unread.id, read.id]);
  assert.equal(all.message, null);

  const some = await at({ unread: "true", message: `${read.id}` });
  assert.deepEqual(some.list.items.map(({ id }) => id), [unread.id]);
  assert.equal(some.message?.subject, "read");
});

Deno.test("what a reader mistyped is left out", async () => {
  await using services = await testServices();
  const ben = await services.user("ben@acme.test");
  const query = {
    box: "x",
    unread: "maybe",
    q: "\u0000",
    cursor: "zz",
    message: "first",
  };
  const { list, message } = await readMailbox(
    services,
    ben,
    MailboxQuery.parse(query),
  );
  assert.deepEqual(list.items, []);
  assert.equal(message, null);
});
