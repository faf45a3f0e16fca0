import assert from "node:assert/strict";
import fc from "fast-check";
import {
  Attachment,
  Message,
  type Recipient,
} from "../../lib/messages/contract.ts";
import {
  fillAttachment,
  fillMessage,
  leanAttachment,
  leanMessage,
  RECIPIENTS_TOLD,
} from "../../lib/messages/lean.ts";
import { encode } from "../../lib/realtime/live/encode.ts";
import { readAfter } from "../../lib/realtime/log/log.ts";
import { PRIORITIES } from "../../lib/shared/priorities.ts";
import { testServices } from "../support/services.ts";
import { eventsAfter, send } from "./given.ts";

const record = <T>(fields: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) =>
  fc.record<T>(fields, { noNullPrototype: true });
const time = fc.date({ noInvalidDate: true, min: new Date(0) })
  .map((date) => date.toISOString());
const text = fc.string({ maxLength: 10 });
const orNull = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const person = { email: text, name: text };
const envelopes = record({
  messageId: fc.nat(),
  tenantId: fc.constantFrom("acme", "globex"),
  timestamp: time,
});

/** As the sender is told, or as all others are. */
const recipientsTold = (isSender: boolean): fc.Arbitrary<Recipient> =>
  isSender
    ? record({ ...person, isRead: fc.boolean(), readAt: orNull(time) })
    : record({
      ...person,
      isRead: fc.constant(null),
      readAt: fc.constant(null),
    });

const attachments: fc.Arbitrary<Attachment> = record({
  id: fc.nat(),
  messageId: fc.nat(),
  mediaId: fc.nat(),
  fileName: text,
  fileSize: fc.nat(),
  contentType: text,
  attachmentType: fc.constantFrom("media_library", "upload"),
  createdAt: time,
  mediaType: fc.constantFrom("image", "document"),
  width: orNull(fc.nat()),
  height: orNull(fc.nat()),
  duration: orNull(fc.nat()),
  state: fc.constantFrom("ready", "scanning", "infected"),
  hasThumbnail: fc.boolean(),
});

const messages = (
  isSender: boolean,
  mostRecipients: number,
): fc.Arbitrary<Message> =>
  record({
    id: fc.nat(),
    tenantId: fc.constantFrom("acme", "globex"),
    subject: text,
    body: text,
    sender: record(person),
    recipients: fc.array(recipientsTold(isSender), {
      maxLength: mostRecipients,
    }),
    recipientCount: fc.nat(),
    messageType: fc.constantFrom("message", "announcement"),
    priority: fc.constantFrom(...PRIORITIES),
    createdAt: time,
    expiresAt: orNull(time),
    isRead: fc.boolean(),
    isArchived: fc.boolean(),
    isDeleted: fc.boolean(),
    isRecalled: fc.boolean(),
    recalledAt: orNull(time),
    recallReason: orNull(text),
    hasAttachments: fc.boolean(),
    attachmentCount: fc.nat(),
    attachments: fc.array(attachments, { maxLength: 2 }),
    links: fc.array(text, { maxLength: 2 }),
  });

const told = (mostRecipients: number) =>
  fc.boolean().chain((isSender) =>
    fc.tuple(
      messages(isSender, mostRecipients),
      envelopes,
      fc.constant(isSender),
    )
  );

Deno.test("what an event leaves out of a message is filled in again", () => {
  fc.assert(
    fc.property(told(RECIPIENTS_TOLD), ([message, envelope, isSender]) => {
      const payload = overTheWire(leanMessage(message, envelope, isSender));
      assert.deepEqual(
        fillMessage({ ...envelope, payload }, isSender),
        message,
      );
    }),
  );
});

Deno.test("of many recipients an event names the first few, and says how many there are", () => {
  fc.assert(fc.property(told(12), ([drawn, envelope, isSender]) => {
    const message = { ...drawn, recipientCount: drawn.recipients.length };
    const payload = overTheWire(leanMessage(message, envelope, isSender));
    assert.deepEqual(fillMessage({ ...envelope, payload }, isSender), {
      ...message,
      recipients: message.recipients.slice(0, RECIPIENTS_TOLD),
    });
  }));
});

Deno.test("a message that an event tells whole, as those of former times do, stays as it is", () => {
  fc.assert(fc.property(told(12), ([payload, envelope, isSender]) => {
    assert.deepEqual(fillMessage({ ...envelope, payload }, isSender), payload);
  }));
});

Deno.test("what an event leaves out of an attachment is filled in again", () => {
  fc.assert(fc.property(attachments, (attachment) => {
    const payload = overTheWire(leanAttachment(attachment));
    assert.deepEqual(fillAttachment(payload), attachment);
  }));
});

Deno.test("no event of a new message says what is null, false, empty or as usual, nor says a thing twice", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  await services.user("ben@acme.test");
  await send(services, ada);
  for (const { data } of await eventsAfter(services)) {
    const { isRead: _, ...payload } = data.payload;
    assert.deepEqual(Object.keys(payload).sort(), [
      "body",
      "id",
      "recipients",
      "sender",
      "subject",
    ]);
    assert.doesNotMatch(JSON.stringify(data), /null|false|\[\]/);
  }
});

Deno.test("the API's description names the defaults that are filled in", () => {
  const message = fillMessage({
    tenantId: "acme",
    timestamp: "2026-01-15T09:00:00.000Z",
    payload: {
      id: 1,
      subject: "",
      body: "",
      sender: { email: "ada@acme.test", name: "Ada" },
    },
  }, false);
  for (const key of ["messageType", "priority", "attachmentCount"] as const) {
    assert.equal(Message.shape[key].meta()?.default, message[key]);
  }
  assert.deepEqual(
    Object.keys(message).sort(),
    Object.keys(Message.shape).sort(),
  );
});

Deno.test("a message of 200 bytes to nine takes at most 700 bytes on the wire, half of what it took whole", async () => {
  await using services = await testServices();
  const people = Array.from({ length: 10 }, (_, n) => `user${n}@acme.test`);
  const [sender] = await Promise.all(people.map((one) => services.user(one)));
  const body = "x".repeat(200);
  const recipients = people.slice(1);
  await send(services, sender, { subject: "0000", body, recipients });
  const events = await readAfter(services.db.query, 0, 10);
  const sizes = events.map((event) => encode(event).bytes.byteLength);
  assert.equal(sizes.length, 2);
  for (const size of sizes) assert.ok(size <= 700, `${size} bytes`);
});

function overTheWire<T>(payload: T): T {
  return JSON.parse(JSON.stringify(payload));
}
