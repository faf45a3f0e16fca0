import assert from "node:assert/strict";
import { type Signal, signal } from "@preact/signals";
import { createApi } from "../../../lib/client/page/api.ts";
import { createSession } from "../../../lib/client/page/session.ts";
import { createOutbox, type Outgoing } from "../../../lib/client/kit/outbox.ts";
import type { Message } from "../../../lib/messages/contract.ts";
import {
  type FakePlatform,
  fakePlatform,
  type Request,
  settle,
} from "../fake_platform.ts";
import { adasMessage } from "../fake_view.ts";

interface Draft {
  subject: string;
  body: string;
}

const draft = (subject: string): Draft => ({
  subject,
  body: "Ahoy",
});

const problem = (status: number, headers = {}) =>
  Response.json({ detail: "No such address" }, { status, headers });

/** A server that keeps what it takes, by client id, as the real one does. */
function start({ isShownInList = true, platform = fakePlatform() } = {}) {
  const taken = new Map<string, Message>();
  const take = ({ body }: Request): Response => {
    const { clientId, subject, body: text } = body as Draft & {
      clientId: string;
    };
    const before = taken.get(clientId);
    const message = before ??
      adasMessage(taken.size + 1, { subject, body: text });
    taken.set(clientId, message);
    return Response.json(message, { status: before ? 200 : 201 });
  };
  platform.answer = take;
  const api = createApi(platform, createSession(platform));
  const listed: number[] = [];
  const outgoing: Signal<Outgoing<Draft>[]> = signal([]);
  const outbox = createOutbox<Draft, Message>({
    platform,
    post: (draft, clientId) => api.post("/send", { ...draft, clientId }),
    outgoing,
    storageKey: "outbox",
    isShownInList: () => isShownInList,
    onSent: ({ id }) => void listed.push(id),
  });
  const rows = () =>
    outgoing.value.map(({ draft, state, failure }) =>
      [draft.subject, state, failure?.reason].filter(Boolean).join(" ")
    );
  const subjects = () => [...taken.values()].map(({ subject }) => subject);
  return { platform, outbox, outgoing, rows, subjects, listed, take, taken };
}

function cutLine(platform: FakePlatform) {
  platform.answer = () => {
    throw new TypeError("Failed to fetch");
  };
}

Deno.test("a message is there at once, and gives way to the real one when the server has it", async () => {
  const { platform, outbox, rows, listed } = start();
  outbox.send(draft("a"));
  assert.deepEqual(rows(), ["a sending"]);
  await settle();
  assert.deepEqual(rows(), []);
  assert.deepEqual(listed, [1]);
  assert.equal(platform.timers, 0);
});

Deno.test("where the list does not show it, a message is sent for a while, then gone", async () => {
  const { platform, outbox, rows } = start({ isShownInList: false });
  outbox.send(draft("a"));
  await settle();
  assert.deepEqual(rows(), ["a sent"]);
  await platform.tick(4_000);
  assert.deepEqual(rows(), []);
});

Deno.test("messages reach the server one after the other, in the order they were written", async () => {
  const { platform, outbox, subjects, take } = start();
  platform.answer = async (request) => {
    const { subject } = request.body as Draft;
    await new Promise<void>((resolve) =>
      platform.after(subject === "a" ? 500 : 10, resolve)
    );
    return take(request);
  };
  for (const subject of ["a", "b", "c"]) outbox.send(draft(subject));
  await settle();
  assert.equal(platform.requests.length, 1);
  await platform.tick(600);
  assert.deepEqual(subjects(), ["a", "b", "c"]);
});

Deno.test("without a connection all wait, say so, and are sent in order once it is back", async () => {
  const { platform, outbox, rows, subjects, take } = start();
  cutLine(platform);
  outbox.send(draft("a"));
  outbox.send(draft("b"));
  await settle();
  assert.deepEqual(rows(), ["a failed offline", "b failed offline"]);
  platform.answer = take;
  outbox.hurry();
  assert.deepEqual(rows(), ["a sending", "b sending"]);
  await settle();
  assert.deepEqual(rows(), []);
  assert.deepEqual(subjects(), ["a", "b"]);
});

Deno.test("a message is tried again by itself, ever more rarely, under one client id", async () => {
  const { platform, outbox } = start();
  cutLine(platform);
  const clientId = outbox.send(draft("a"));
  await platform.tick(60_000);
  const times = platform.requests.map(({ at }) => at);
  assert.deepEqual(times, [
    0,
    500,
    1_500,
    3_500,
    7_500,
    15_500,
    30_500,
    45_500,
  ]);
  for (const { body } of platform.requests) {
    assert.equal((body as { clientId: string }).clientId, clientId);
  }
});

Deno.test("an answer that is lost on its way makes no second message", async () => {
  const { platform, outbox, rows, taken, take } = start();
  platform.answer = (request) => {
    take(request);
    platform.answer = take;
    throw new TypeError("Failed to fetch");
  };
  outbox.send(draft("a"));
  await platform.tick(1_000);
  assert.equal(platform.requests.length, 2);
  assert.equal(taken.size, 1);
  assert.deepEqual(rows(), []);
});

Deno.test("a request that is never answered is given up and sent again", async () => {
  const { platform, outbox, rows, take } = start();
  platform.answer = () => new Promise(() => {});
  outbox.send(draft("a"));
  await platform.tick(29_999);
  assert.deepEqual(rows(), ["a sending"]);
  platform.answer = take;
  await platform.tick(1_000);
  assert.deepEqual(rows(), []);
});

Deno.test("a busy server is given the time it asks for", async () => {
  const { platform, outbox, rows } = start();
  platform.answer = () => problem(429, { "retry-after": "12" });
  outbox.send(draft("a"));
  await platform.tick(11_999);
  assert.equal(platform.requests.length, 1);
  assert.deepEqual(rows(), ["a failed busy"]);
  await platform.tick(1);
  assert.equal(platform.requests.length, 2);
});

Deno.test("a refused message stays, with the reason, and does not hold up the next", async () => {
  const { platform, outbox, outgoing, subjects, take } = start();
  platform.answer = (request) =>
    (request.body as Draft).subject === "bad" ? problem(422) : take(request);
  outbox.send(draft("bad"));
  outbox.send(draft("good"));
  await platform.tick(600_000);
  assert.deepEqual(subjects(), ["good"]);
  assert.deepEqual(outgoing.value.map(({ failure }) => failure), [
    { reason: "refused", detail: "No such address" },
  ]);
  assert.equal(platform.requests.length, 2);
});

Deno.test("a refused message can be sent again, or given up", async () => {
  const { platform, outbox, rows, subjects, take } = start();
  platform.answer = () => problem(422);
  const again = outbox.send(draft("again"));
  const away = outbox.send(draft("away"));
  await settle();
  platform.answer = take;
  outbox.discard(away);
  outbox.retry(again);
  await settle();
  assert.deepEqual(rows(), []);
  assert.deepEqual(subjects(), ["again"]);
});

Deno.test("a message under way can be neither sent twice nor given up", async () => {
  const { platform, outbox, taken } = start();
  const clientId = outbox.send(draft("a"));
  outbox.retry(clientId);
  outbox.discard(clientId);
  await settle();
  assert.equal(platform.requests.length, 1);
  assert.equal(taken.size, 1);
});

Deno.test("a message given up while it waits for its next try is not sent", async () => {
  const { platform, outbox, rows, take, taken } = start();
  cutLine(platform);
  const clientId = outbox.send(draft("a"));
  await settle();
  outbox.discard(clientId);
  platform.answer = take;
  await platform.tick(60_000);
  assert.equal(taken.size, 0);
  assert.deepEqual(rows(), []);
});

Deno.test("an event that is faster than the answer leaves no double row", async () => {
  const { platform, outbox, rows, take } = start();
  const answer = Promise.withResolvers<Response>();
  platform.answer = () => answer.promise;
  const clientId = outbox.send(draft("a"));
  await settle();
  outbox.exists(clientId);
  assert.deepEqual(rows(), []);
  answer.resolve(take(platform.requests[0]));
  await settle();
  assert.deepEqual(rows(), []);
});

Deno.test("an event that is slower than the answer hides no other message that reads the same", async () => {
  const { platform, outbox, rows } = start();
  const clientId = outbox.send(draft("a"));
  await settle();
  platform.answer = () => new Promise(() => {});
  outbox.send(draft("a"));
  outbox.exists(clientId);
  assert.deepEqual(rows(), ["a sending"]);
});

Deno.test("a message that another device sent hides none of here that reads the same", async () => {
  const { platform, outbox, rows } = start();
  platform.answer = () => new Promise(() => {});
  outbox.send(draft("a"));
  await settle();
  outbox.exists("of-another-device");
  assert.deepEqual(rows(), ["a sending"]);
});

Deno.test("what is not sent survives a reload, and is sent under the same client id", async () => {
  const before = start();
  cutLine(before.platform);
  const clientId = before.outbox.send(draft("a"));
  await settle();

  const platform = fakePlatform();
  platform.storage.setItem(
    "outbox",
    before.platform.storage.getItem("outbox")!,
  );
  const after = start({ platform });
  after.outbox.send(draft("b"));
  after.outbox.resume();
  await settle();
  assert.deepEqual(after.subjects(), ["a", "b"]);
  assert.equal([...after.taken.keys()][0], clientId);
  assert.equal(platform.storage.length, 0);
});

Deno.test("after a reload, a message that was under way is shown only once it is known to have failed", async () => {
  const before = start();
  before.platform.answer = () => new Promise(() => {});
  before.outbox.send(draft("a"));
  await settle();

  const platform = fakePlatform();
  platform.storage.setItem(
    "outbox",
    before.platform.storage.getItem("outbox")!,
  );
  const after = start({ platform });
  cutLine(platform);
  after.outbox.resume();
  assert.deepEqual(after.rows(), []);
  await settle();
  assert.deepEqual(after.rows(), ["a failed offline"]);
});

Deno.test("what a refused message says survives a reload, too", async () => {
  const before = start();
  before.platform.answer = () => problem(422);
  before.outbox.send(draft("a"));
  await settle();

  const platform = fakePlatform();
  platform.storage.setItem(
    "outbox",
    before.platform.storage.getItem("outbox")!,
  );
  const after = start({ platform });
  after.outbox.resume();
  await settle();
  assert.deepEqual(after.rows(), ["a failed refused"]);
  assert.equal(platform.requests.length, 0);
});

Deno.test("a session that ends keeps the message for after the login", async () => {
  const { platform, outbox } = start();
  platform.answer = () => new Response(null, { status: 401 });
  outbox.send(draft("a"));
  await settle();
  assert.equal(platform.leftFor.length, 1);

  const back = fakePlatform();
  back.storage.setItem("outbox", platform.storage.getItem("outbox")!);
  const after = start({ platform: back });
  after.outbox.resume();
  await settle();
  assert.deepEqual(after.subjects(), ["a"]);
});

Deno.test("a page whose storage is full, or forbidden, sends all the same", async () => {
  const platform = fakePlatform();
  platform.storage.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const { outbox, subjects } = start({ platform });
  outbox.send(draft("a"));
  await settle();
  assert.deepEqual(subjects(), ["a"]);
});
