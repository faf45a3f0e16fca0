import assert from "node:assert/strict";
import type { Actor } from "../../../lib/auth/actor.ts";
import { Problem } from "../../../lib/http/problem.ts";
import {
  type ListQuery,
  OWN_ACTIONS,
  type OwnAction,
} from "../../../lib/messages/contract.ts";
import { getMessage } from "../../../lib/messages/get.ts";
import { changeMany, changeOwn } from "../../../lib/messages/own/change_own.ts";
import { unreadCount } from "../../../lib/messages/unread_count.ts";
import { type TestServices, testServices } from "../../support/services.ts";
import { box, eventsAfter, send } from "../given.ts";

async function given() {
  const services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  return { services, ada, ben };
}

const BOXES = ["inbox", "sent", "archived", "deleted"] as const;

/** In which boxes the actor has it. */
async function boxesOf(services: TestServices, actor: Actor, id: number) {
  const found: ListQuery["box"][] = [];
  for (const each of BOXES) {
    const list = await box(services, actor, { box: each });
    if (list.some((message) => message.id === id)) found.push(each);
  }
  return found;
}

Deno.test("what one puts away is in one's archive alone, and comes back", async () => {
  const { services, ada, ben } = await given();
  await using _ = services;
  const { id } = await send(services, ada);
  for (const [actor, home] of [[ben, "inbox"], [ada, "sent"]] as const) {
    await changeOwn(services, actor, "archive", id);
    assert.deepEqual(await boxesOf(services, actor, id), ["archived"]);
    assert.ok((await getMessage(services, actor, id)).isArchived);
    await changeOwn(services, actor, "unarchive", id);
    assert.deepEqual(await boxesOf(services, actor, id), [home]);
  }
  await changeOwn(services, ben, "archive", id);
  assert.deepEqual(await boxesOf(services, ada, id), ["sent"]);
});

Deno.test("unread again is it for oneself; its sender has been told", async () => {
  const { services, ada, ben } = await given();
  await using _ = services;
  const { id } = await send(services, ada);
  await changeOwn(services, ben, "read", id);
  const before = (await getMessage(services, ada, id)).recipients[0];
  assert.equal(before.isRead, true);
  await changeOwn(services, ben, "unread", id);
  assert.equal((await getMessage(services, ben, id)).isRead, false);
  assert.equal((await unreadCount(services, ben)).count, 1);
  assert.deepEqual((await getMessage(services, ada, id)).recipients[0], before);
});

Deno.test("a recipient deletes for themselves, and restores", async () => {
  const { services, ada, ben } = await given();
  await using _ = services;
  const { id } = await send(services, ada);
  await changeOwn(services, ben, "archive", id);
  await changeOwn(services, ben, "delete", id);
  assert.deepEqual(await boxesOf(services, ben, id), ["deleted"]);
  assert.deepEqual(await boxesOf(services, ada, id), ["sent"]);
  await assert.rejects(getMessage(services, ben, id), { status: 404 });
  assert.ok((await getMessage(services, ben, id, { deleted: true })).isDeleted);
  assert.equal((await unreadCount(services, ben)).count, 0);
  await changeOwn(services, ben, "restore", id);
  assert.deepEqual(await boxesOf(services, ben, id), ["archived"]);

  await changeOwn(services, ben, "delete", id);
  services.clock.advance(31 * 86_400_000);
  assert.deepEqual(await boxesOf(services, ben, id), []);
});

Deno.test("who wrote to themselves deletes it from all their boxes, and from nobody else's", async () => {
  const { services, ada, ben } = await given();
  await using _ = services;
  const { id } = await send(services, ada, {
    recipients: ["ada@acme.test", "ben@acme.test"],
  });
  await changeOwn(services, ada, "archive", id);
  assert.deepEqual(await boxesOf(services, ada, id), ["archived"]);
  await changeOwn(services, ada, "delete", id);
  assert.deepEqual(await boxesOf(services, ada, id), ["deleted"]);
  assert.deepEqual(await boxesOf(services, ben, id), ["inbox"]);
  await changeOwn(services, ada, "restore", id);
  await changeOwn(services, ada, "unarchive", id);
  assert.deepEqual(await boxesOf(services, ada, id), ["inbox", "sent"]);
});

Deno.test("a sender who is no recipient deletes it for everybody, its text everywhere, for good", async () => {
  const { services, ada, ben } = await given();
  await using _ = services;
  const secret = "Zwischenlagerung";
  const { id } = await send(services, ada, { subject: secret, body: secret });
  await changeOwn(services, ada, "delete", id);
  for (const actor of [ada, ben]) {
    assert.deepEqual(await boxesOf(services, actor, id), []);
    await assert.rejects(getMessage(services, actor, id), { status: 404 });
    assert.deepEqual(await box(services, actor, { q: secret }), []);
  }
  await assert.rejects(changeOwn(services, ada, "restore", id), {
    status: 409,
  });
  await assert.rejects(changeOwn(services, ben, "restore", id), {
    status: 404,
  });
  const row = await services.db.query.selectFrom("Messages").selectAll()
    .where("Id", "=", id).executeTakeFirstOrThrow();
  const events = await eventsAfter(services);
  assert.ok(!JSON.stringify([row, events]).includes(secret));
  assert.deepEqual(events.at(-1)?.topics, [
    `user:${ada.userId}`,
    `user:${ben.userId}`,
  ]);
  assert.equal(events.at(-1)?.type, "message:delete");
});

Deno.test("what is so already changes nothing, and tells nobody", async () => {
  const { services, ada, ben } = await given();
  await using _ = services;
  const { id } = await send(services, ada);
  for (const verb of ["unarchive", "unread", "restore"] as const) {
    assert.deepEqual((await changeOwn(services, ben, verb, id)).ids, []);
  }
  await changeOwn(services, ben, "delete", id);
  const before = (await eventsAfter(services)).length;
  assert.deepEqual((await changeOwn(services, ben, "delete", id)).ids, []);
  assert.equal((await eventsAfter(services)).length, before);
});

Deno.test("many are done in one go, told as one, each with its own outcome", async () => {
  const { services, ada, ben } = await given();
  await using _ = services;
  const ids: number[] = [];
  for (let n = 0; n < 3; n++) ids.push((await send(services, ada)).id);
  const own = (await send(services, ben, { recipients: ["ada@acme.test"] })).id;
  const others = await services.user("gina@globex.test");
  const before = (await eventsAfter(services)).length;
  const all = [...ids, own, 999, ids[0]];
  const bulk = (action: OwnAction) =>
    changeMany(services, ben, { ids: all, action });

  const { results } = await bulk("delete");
  assert.deepEqual(results, [
    ...ids.map((id) => ({ id, status: 200 })),
    { id: own, status: 409 },
    { id: 999, status: 404 },
  ]);
  const told = (await eventsAfter(services)).slice(before);
  assert.equal(told.length, 1);
  assert.deepEqual(told[0].data.messageIds, ids);
  assert.deepEqual(told[0].topics, [`user:${ben.userId}`]);

  for (const action of OWN_ACTIONS) {
    const { results } = await changeMany(services, others, { ids, action });
    assert.ok(results.every(({ status }) => status === 404), action);
  }
  await bulk("restore");
  assert.equal((await box(services, ben)).length, 3);
});

Deno.test("whatever four people do, what each one's boxes show is what they did", async () => {
  const { services, ada, ben } = await given();
  await using _ = services;
  const people = [
    ada,
    ben,
    await services.user("chi@acme.test"),
    await services.user("dora@acme.test"),
  ];
  let seed = 11;
  const random = <T>(list: readonly T[]): T =>
    list[(seed = seed * 48_271 % 2_147_483_647) % list.length];
  interface Own {
    isRead: boolean;
    isArchived: boolean;
    isDeleted: boolean;
  }
  const model = new Map<number, Map<number, Own>>();
  for (let step = 0; step < 150; step++) {
    const who = random(people);
    if (model.size < 5 || step % 10 === 0) {
      const others = people.filter((each) => each !== who);
      const to = [random(others), random(others)];
      const { id } = await send(services, who, {
        recipients: to.map(({ email }) => email),
      });
      model.set(
        id,
        new Map(to.map(({ userId }) => [userId, {
          isRead: false,
          isArchived: false,
          isDeleted: false,
        }])),
      );
      continue;
    }
    const id = random([...model.keys()]);
    const own = model.get(id)!.get(who.userId);
    const action = random(OWN_ACTIONS);
    if (action === "delete" && !own) continue;
    const expected = outcome(own, action);
    const done = await changeOwn(services, who, action, id).then(
      () => true,
      (error) => {
        if (!(error instanceof Problem) || error.status !== 404) throw error;
        return false;
      },
    );
    if (own) assert.equal(done, expected, `${action} ${id}`);
  }
  for (const person of people) {
    const inBox = (wanted: (own: Own) => boolean) =>
      [...model].filter(([, owners]) => {
        const own = owners.get(person.userId);
        return own !== undefined && wanted(own);
      }).map(([id]) => id).sort((a, b) => b - a);
    const ids = async (query: { box?: ListQuery["box"] }) =>
      (await box(services, person, query))
        .filter(({ sender }) => sender.email !== person.email)
        .map(({ id }) => id).sort((a, b) => b - a);
    const inInbox = (own: Own) => !own.isDeleted && !own.isArchived;
    assert.deepEqual(await ids({}), inBox(inInbox));
    assert.deepEqual(
      await ids({ box: "archived" }),
      inBox((own) => !own.isDeleted && own.isArchived),
    );
    assert.deepEqual(await ids({ box: "deleted" }), inBox((o) => o.isDeleted));
    const unread = inBox((own) => inInbox(own) && !own.isRead);
    assert.equal((await unreadCount(services, person)).count, unread.length);
  }

  /** Whether it is done; what it does to the model. */
  function outcome(own: Own | undefined, action: OwnAction): boolean {
    if (!own) return false;
    if (own.isDeleted && !["restore", "delete"].includes(action)) return false;
    if (action === "read") own.isRead = true;
    if (action === "unread") own.isRead = false;
    if (action === "archive") own.isArchived = true;
    if (action === "unarchive") own.isArchived = false;
    if (action === "delete") own.isDeleted = true;
    if (action === "restore") own.isDeleted = false;
    return true;
  }
});
