import assert from "node:assert/strict";
import fc from "fast-check";
import { effect, signal } from "@preact/signals";
import { createLiveAnswers } from "../../../lib/client/kit/live_answers.ts";
import { createApplyEvent } from "../../../lib/client/messages/apply_event.ts";
import { createMessageStore } from "../../../lib/client/messages/store.ts";
import type { Mailbox } from "../../../lib/client/messages/view.ts";
import { createParts } from "../../../lib/client/page/part.ts";
import type { Message } from "../../../lib/messages/contract.ts";
import {
  adasMessage,
  adasView,
  message,
  newMessage,
  readBy,
  summary,
} from "../fake_view.ts";

function start(mailbox: Partial<Mailbox> = {}) {
  const view = adasView(mailbox);
  const sent: string[] = [];
  const malformed: unknown[] = [];
  const gone: number[] = [];
  let returned = 0;
  const kept = createMessageStore(view.mailbox, view.me);
  const { apply, fetched } = createLiveAnswers({
    apply: createApplyEvent({
      mailbox: view.mailbox,
      me: view.me,
      store: kept,
      onSent: (clientId) => void sent.push(clientId),
      onReturned: () => void returned++,
      onGone: (ids) => void gone.push(...ids),
    }),
    malformed() {},
  });
  const parts = createParts({
    malformed: (arrived) => void malformed.push(arrived),
  });
  parts.join({ apply });
  const store = { ...kept, fetched, apply: parts.apply };
  const ids = () => view.mailbox.summaries.value.map(({ id }) => id);
  return {
    view,
    store,
    ids,
    sent,
    gone,
    returned: () => returned,
    malformed,
    mailbox: view.mailbox,
  };
}

const toMyself = (id: number) =>
  adasMessage(id, {
    recipients: [{
      email: "Ada@Acme.test",
      name: "Ada",
      isRead: false,
      readAt: null,
    }],
    isRead: false,
  });

Deno.test("a new message is in the inbox, newest first", () => {
  const { store, ids } = start({ summaries: signal([summary(3), summary(1)]) });
  store.apply([newMessage(11, message(5)), newMessage(12, message(2))]);
  assert.deepEqual(ids(), [5, 3, 2, 1]);
});

const told = (type: string, messageIds: number[], payload: object) => ({
  type,
  data: { messageIds, payload },
});

Deno.test("what is put away leaves the inbox and enters the archive, and the other way round", () => {
  const summaries = () => signal([summary(3), summary(2), summary(1)]);
  const archive = told("message:update", [3, 1], { isArchived: true });
  const unarchive = told("message:update", [2], { isArchived: false });
  const inbox = start({ summaries: summaries() });
  inbox.store.apply([archive]);
  assert.deepEqual(inbox.ids(), [2]);
  assert.equal(inbox.returned(), 0);
  inbox.store.apply([unarchive]);
  assert.equal(inbox.returned(), 1);

  const archived = start({ box: "archived", summaries: summaries() });
  archived.store.apply([unarchive]);
  assert.deepEqual(archived.ids(), [3, 1]);
  archived.store.apply([archive]);
  assert.equal(archived.returned(), 1);
});

Deno.test("what is deleted leaves the list and is seen no more, what is restored comes back", () => {
  const { store, ids, gone, returned } = start({
    summaries: signal([summary(2), summary(1)]),
  });
  store.apply([told("message:delete", [2], {})]);
  assert.deepEqual(ids(), [1]);
  assert.deepEqual(gone, [2]);
  store.apply([told("message:update", [2], { isDeleted: false })]);
  assert.equal(returned(), 1);

  const deleted = start({ box: "deleted", summaries: signal([summary(1)]) });
  deleted.store.apply([told("message:update", [1], { isDeleted: false })]);
  assert.deepEqual(deleted.ids(), []);
});

Deno.test("what is unread again is so wherever it is shown", () => {
  const { store, mailbox } = start({
    summaries: signal([summary(1, { isRead: true })]),
    open: signal(message(1, { isRead: true })),
  });
  store.apply([told("message:update", [1], { isRead: false })]);
  assert.equal(mailbox.summaries.value[0].isRead, false);
  assert.equal(mailbox.open.value?.isRead, false);
});

Deno.test("messages of one instant are ordered by id", () => {
  const { store, ids } = start();
  const createdAt = "2026-03-01T09:00:00.000Z";
  for (const id of [2, 1, 3]) {
    store.apply([newMessage(10 + id, message(id, { createdAt }))]);
  }
  assert.deepEqual(ids(), [3, 2, 1]);
});

Deno.test("whatever the order and the repeats of arrival, the list is the same", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 })), (arrivals) => {
      const { store, ids } = start();
      for (const id of arrivals) store.apply([newMessage(id, message(id))]);
      const expected = [...new Set(arrivals)].sort((one, other) => other - one);
      assert.deepEqual(ids(), expected);
    }),
  );
});

Deno.test("a message that comes twice does not become unread again", () => {
  const { store, mailbox } = start();
  store.apply([newMessage(11, message(1)), readBy(12, 1, "ada@acme.test")]);
  store.apply([newMessage(11, message(1))]);
  assert.deepEqual(mailbox.summaries.value.map(({ isRead }) => isRead), [true]);
});

Deno.test("each box takes what belongs into it", () => {
  const arrivals: [string, Message][] = [
    ["from Ben", message(1)],
    ["to Ben", adasMessage(2)],
    ["to myself", toMyself(3)],
    ["archived", message(4, { isArchived: true })],
  ];
  const shown = (mailbox: Partial<Mailbox>) => {
    const { store, ids } = start(mailbox);
    store.apply(
      arrivals.map(([, message], index) => newMessage(11 + index, message)),
    );
    return arrivals.filter(([, { id }]) => ids().includes(id)).map(([name]) =>
      name
    );
  };
  assert.deepEqual(shown({ box: "inbox" }), ["from Ben", "to myself"]);
  assert.deepEqual(shown({ box: "sent" }), ["to Ben", "to myself"]);
  assert.deepEqual(shown({ box: "archived" }), []);
  assert.deepEqual(shown({ box: "inbox", unreadOnly: true }), [
    "from Ben",
    "to myself",
  ]);
  assert.deepEqual(shown({ box: "inbox", q: signal("invoice") }), []);
});

Deno.test("in the unread list a message that is read stays until the list is left", () => {
  const { store, ids } = start({
    unreadOnly: true,
    summaries: signal([summary(1)]),
  });
  store.apply([readBy(11, 1, "ada@acme.test")]);
  assert.deepEqual(ids(), [1]);
});

Deno.test("a summary shows the body's first 140 characters on one line", () => {
  const { store, mailbox } = start();
  const preview = (body: string) => {
    store.replaceList([], null);
    store.apply([newMessage(11, message(1, { body }))]);
    return mailbox.summaries.value[0].preview;
  };
  assert.equal(preview(" one\r\n\n  two\tthree "), "one two three");
  assert.equal(preview("x".repeat(500)), "x".repeat(140));
  assert.equal(preview("x".repeat(139) + "🚢 and more"), "x".repeat(139));
  store.replaceList([], null);
  store.apply([newMessage(11, message(1))]);
  assert.equal("body" in mailbox.summaries.value[0], false);
});

Deno.test("what I read elsewhere is read here, in the list and in what is open", () => {
  const { store, mailbox } = start({
    summaries: signal([summary(1), summary(2)]),
    open: signal<Message | null>(message(1)),
  });
  store.apply([readBy(11, 1, "ADA@acme.test")]);
  assert.deepEqual(mailbox.summaries.value.map(({ isRead }) => isRead), [
    true,
    false,
  ]);
  assert.equal(mailbox.open.value?.isRead, true);
});

Deno.test("who has read what I sent is shown in the list and in what is open", () => {
  const { store, mailbox } = start({
    box: "sent",
    open: signal<Message | null>(adasMessage(1)),
  });
  store.apply([newMessage(11, adasMessage(1)), readBy(12, 1, "Ben@acme.test")]);
  const expected = [{
    email: "ben@acme.test",
    name: "Ben",
    isRead: true,
    readAt: "2026-03-01T10:00:00.000Z",
  }];
  assert.deepEqual(mailbox.summaries.value[0].recipients, expected);
  assert.deepEqual(mailbox.open.value?.recipients, expected);
});

Deno.test("many that I read elsewhere at once are read here", () => {
  const { store, mailbox } = start({
    summaries: signal([summary(1), summary(2), summary(3)]),
  });
  store.apply([readBy(11, [1, 3], "ada@acme.test")]);
  assert.deepEqual(
    mailbox.summaries.value.map(({ isRead }) => isRead),
    [true, false, true],
  );
});

Deno.test("a reader whom the list does not name counts as well, once", () => {
  const { store, mailbox } = start({ box: "sent" });
  store.apply([
    newMessage(11, adasMessage(1, { recipientCount: 62 })),
    readBy(12, 1, "zoe@acme.test"),
    readBy(12, 1, "zoe@acme.test"),
  ]);
  const [{ recipients }] = mailbox.summaries.value;
  assert.deepEqual(
    recipients.map(({ email, isRead }) => [email, isRead]),
    [["ben@acme.test", false], ["zoe@acme.test", true]],
  );
});

Deno.test("away from the top, what arrives waits behind the pill until it is asked for", () => {
  const { store, ids, mailbox } = start({ summaries: signal([summary(1)]) });
  store.atTop(false);
  store.apply([newMessage(12, message(2)), newMessage(13, message(3))]);
  store.apply([newMessage(12, message(2))]);
  assert.deepEqual(ids(), [1]);
  assert.deepEqual(mailbox.arrived.value, [3, 2]);

  store.apply([readBy(14, 3, "ada@acme.test")]);
  store.showArrived();
  assert.deepEqual(ids(), [3, 2, 1]);
  assert.equal(mailbox.summaries.value[0].isRead, true);
  assert.deepEqual(mailbox.arrived.value, []);
});

Deno.test("a message that is in the list does not arrive again", () => {
  const { store, mailbox } = start({ summaries: signal([summary(1)]) });
  store.atTop(false);
  store.apply([newMessage(11, message(1))]);
  assert.deepEqual(mailbox.arrived.value, []);
});

Deno.test("back at the top, what waited is shown", () => {
  const { store, ids } = start();
  store.atTop(false);
  store.apply([newMessage(11, message(1))]);
  store.atTop(true);
  assert.deepEqual(ids(), [1]);
});

Deno.test("what I send takes its place in the list wherever the list is scrolled to", () => {
  const { store, ids, mailbox } = start({ box: "sent" });
  store.atTop(false);
  store.add(adasMessage(1));
  assert.deepEqual(ids(), [1]);
  assert.deepEqual(mailbox.arrived.value, []);
});

Deno.test("a burst changes the list once for those who watch it", () => {
  const { store, mailbox } = start();
  let changes = -1;
  const stop = effect(() => void (mailbox.summaries.value, changes++));
  store.apply(
    Array.from(
      { length: 100 },
      (_, index) => newMessage(11 + index, message(index)),
    ),
  );
  assert.equal(changes, 1);
  assert.equal(mailbox.summaries.value.length, 100);
  stop();
});

Deno.test("types from the future are ignored, what is malformed is dropped, the rest is shown", () => {
  const { store, ids, malformed } = start();
  store.apply([
    { id: 11, type: "channel:message", data: {} },
    { id: 12, type: "message:new", data: { payload: null } },
    newMessage(13, message(1)),
  ]);
  assert.deepEqual(ids(), [1]);
  assert.equal(malformed.length, 1);
});

Deno.test("an answer older than what came meanwhile does not undo it", async () => {
  const { store, mailbox, ids } = start({ nextCursor: signal("c") });
  const answer = Promise.withResolvers<ReturnType<typeof summary>[]>();
  const done = store.fetched(
    answer.promise,
    (items) => store.appendToList(items, null),
  );
  store.apply([readBy(11, 1, "ada@acme.test"), newMessage(12, message(9))]);
  answer.resolve([summary(1), summary(2)]);
  await done;
  assert.deepEqual(ids(), [9, 2, 1]);
  assert.deepEqual(mailbox.summaries.value.map(({ isRead }) => isRead), [
    false,
    false,
    true,
  ]);
  assert.equal(mailbox.nextCursor.value, null);
});

Deno.test("a list fetched anew takes the place of the old one and of what waited", () => {
  const { store, ids, mailbox } = start({ summaries: signal([summary(1)]) });
  store.atTop(false);
  store.apply([newMessage(12, message(2))]);
  store.replaceList([summary(4), summary(3)], "c");
  store.showArrived();
  assert.deepEqual(ids(), [4, 3]);
  assert.equal(mailbox.nextCursor.value, "c");
});

Deno.test("what a window sent is reported under its client id, and no other message", () => {
  const { store, sent } = start();
  const mine = { ...adasMessage(1), clientId: "draft-1" };
  store.apply([newMessage(11, mine), newMessage(12, message(2))]);
  assert.deepEqual(sent, ["draft-1"]);
});

Deno.test("a burst into a list of ten thousand is no strain", () => {
  const list = Array.from(
    { length: 10_000 },
    (_, index) => summary(10_000 - index),
  );
  const { store, ids } = start({ summaries: signal(list) });
  const burst = Array.from(
    { length: 100 },
    (_, index) => newMessage(20_000 + index, message(10_001 + index)),
  );
  const startedAt = performance.now();
  store.apply(burst);
  assert.ok(performance.now() - startedAt < 500);
  assert.equal(ids().length, 10_100);
});
