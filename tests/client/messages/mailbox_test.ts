import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { createMailbox } from "../../../lib/client/messages/mailbox.ts";
import { createHarbor } from "../../../lib/client/page/harbor.ts";
import type { Mailbox } from "../../../lib/client/messages/view.ts";
import type { Message } from "../../../lib/messages/contract.ts";
import {
  type Answer,
  fakePlatform,
  type FakeStream,
  fakeStream,
  type Request,
  settle,
} from "../fake_platform.ts";
import {
  adasMessage,
  adasView,
  message,
  newMessage,
  readBy,
  summary,
  unread,
  unreadCount,
} from "../fake_view.ts";

/** Ada's page, and a server with some messages for her. */
async function start(
  mailbox: Partial<Mailbox> = {},
  { answer, query = "" }: {
    answer?: (request: Request) => ReturnType<Answer> | undefined;
    query?: string;
  } = {},
) {
  const platform = fakePlatform(
    `http://harbor.test/en/harbor/messaging${query}`,
  );
  const view = adasView(mailbox);
  const streams: FakeStream[] = [];
  platform.answer = (request) => answer?.(request) ?? serve(request);
  const serve = (
    { url, method, body, headers }: Request,
  ): Response | Promise<Response> => {
    if (url.includes("/stream/")) {
      const stream = fakeStream();
      streams.push(stream);
      stream.connected(Number(headers.get("last-event-id")));
      return stream.response;
    }
    const id = Number(/\/messages\/(\d+)$/.exec(url)?.[1]);
    if (id) return Response.json(message(id));
    if (url === "/api/messaging/messages/read") {
      return Response.json({
        ids: (body as { ids?: number[] }).ids ?? [1, 2],
        readAt: "",
      });
    }
    if (url === "/api/messaging/unread-count") {
      return Response.json(unread(4, 60));
    }
    if (url.startsWith("/api/messages?")) {
      return Response.json({
        items: [summary(2), summary(1)],
        nextCursor: null,
        position: 60,
      });
    }
    if (method === "POST") {
      return Response.json(adasMessage(9), { status: 201 });
    }
    return new Response(null, { status: 404 });
  };
  const harbor = createHarbor(view, platform);
  const actions = createMailbox({ view, harbor, platform });
  await platform.tick(1);
  const asked = (part: string) =>
    platform.requests.filter(({ url }) => url.includes(part));
  const frame = () => platform.tick(16);
  const openId = () => view.mailbox.open.value?.id ?? null;
  const ids = () => view.mailbox.summaries.value.map(({ id }) => id);
  return {
    platform,
    view,
    mailbox: view.mailbox,
    streams,
    actions,
    asked,
    frame,
    ids,
    openId,
  };
}

const opened = (id: number) => signal<Message | null>(message(id));

Deno.test("opening a message fetches it, gives it a URL and marks it read once it is shown", async () => {
  const { platform, mailbox, actions, asked, frame } = await start({
    summaries: signal([summary(1)]),
  }, { query: "?box=inbox" });
  const opening = actions.open(1);
  assert.deepEqual(actions.loading.value, { list: false, message: 1 });
  assert.equal(platform.url().search, "?box=inbox&message=1");
  await opening;
  assert.equal(mailbox.open.value?.body, "Body 1");
  assert.equal(actions.loading.value.message, null);
  assert.equal(asked("/messages/read").length, 0);
  await frame();
  assert.deepEqual(asked("/messages/read")[0].body, { ids: [1] });
  assert.equal(mailbox.summaries.value[0].isRead, true);
  assert.equal(mailbox.open.value?.isRead, true);
});

Deno.test("a message that the server rendered open is marked read, too", async () => {
  const { asked, frame } = await start({ open: opened(3) }, {
    query: "?message=3",
  });
  await frame();
  assert.deepEqual(asked("/messages/read")[0].body, { ids: [3] });
});

Deno.test("a message in a window that nobody sees stays unread until it is seen", async () => {
  const { platform, actions, asked, frame } = await start();
  platform.isVisible = () => false;
  await actions.open(1);
  await frame();
  assert.equal(asked("/messages/read").length, 0);
  platform.isVisible = () => true;
  await platform.dispatch("visibilitychange");
  await frame();
  assert.equal(asked("/messages/read").length, 1);
});

Deno.test("what could not be marked read is marked when the connection is back", async () => {
  let isDown = false;
  const { platform, mailbox, actions, asked, frame } = await start({}, {
    answer: ({ url }) => {
      if (isDown || (isDown = url.endsWith("/messages/1"), false)) {
        throw new TypeError("Failed to fetch");
      }
      return undefined;
    },
  });
  await actions.open(1);
  await frame();
  assert.equal(mailbox.open.value?.isRead, false);
  assert.deepEqual(actions.failed.value, {});

  await platform.dispatch("offline");
  isDown = false;
  await platform.dispatch("online");
  assert.equal(asked("/messages/read").length, 2);
  assert.equal(mailbox.open.value?.isRead, true);
});

Deno.test("closing goes back to the list that the message was opened from", async () => {
  const { platform, mailbox, actions, frame } = await start({}, {
    query: "?box=inbox",
  });
  await actions.open(1);
  actions.close();
  await frame();
  assert.equal(platform.url().search, "?box=inbox");
  assert.equal(platform.historyLength, 1);
  assert.equal(mailbox.open.value, null);
});

Deno.test("closing a message that the page began with makes the list's URL", async () => {
  const { platform, mailbox, actions } = await start({ open: opened(3) }, {
    query: "?box=sent&message=3",
  });
  actions.close();
  assert.equal(platform.url().search, "?box=sent");
  assert.equal(mailbox.open.value, null);
});

Deno.test("going back in the history shows what was open before", async () => {
  const { platform, mailbox, actions, frame } = await start();
  await actions.open(1);
  await actions.open(2);
  platform.goBack();
  await frame();
  assert.equal(mailbox.open.value?.id, 1);
  platform.goBack();
  await frame();
  assert.equal(mailbox.open.value, null);
});

Deno.test("of two messages opened one after the other the second is shown, whatever comes first", async () => {
  const first = Promise.withResolvers<Response>();
  const { mailbox, actions } = await start({}, {
    answer: ({ url }) =>
      url.endsWith("/messages/1") ? first.promise : undefined,
  });
  const opening = actions.open(1);
  await actions.open(2);
  first.resolve(Response.json(message(1)));
  await opening;
  assert.equal(mailbox.open.value?.id, 2);
  assert.equal(actions.loading.value.message, null);
});

Deno.test("a message that cannot be opened says why, and can be tried again", async () => {
  let isThere = false;
  const { actions, openId } = await start({ open: opened(3) }, {
    answer: ({ url }) =>
      url.endsWith("/messages/1") && !isThere
        ? Response.json({ detail: "Message 1 does not exist" }, { status: 404 })
        : undefined,
    query: "?message=3",
  });
  await actions.open(1);
  assert.equal(openId(), null);
  const failed = actions.failed.value.open!;
  assert.deepEqual(failed.failure, {
    reason: "missing",
    detail: "Message 1 does not exist",
  });
  isThere = true;
  failed.again();
  await settle();
  assert.equal(openId(), 1);
  assert.deepEqual(actions.failed.value, {});
});

Deno.test("a message that did not load for want of a connection is there when the connection is", async () => {
  let isDown = false;
  const { platform, actions, openId } = await start({}, {
    answer: () => {
      if (isDown) throw new TypeError("Failed to fetch");
      return undefined;
    },
  });
  isDown = true;
  await actions.open(1);
  assert.equal(actions.failed.value.open?.failure.reason, "offline");
  await platform.dispatch("offline");
  isDown = false;
  await platform.dispatch("online");
  assert.equal(openId(), 1);
  assert.deepEqual(actions.failed.value, {});
});

Deno.test("what the server refused is not asked for again when the connection is back", async () => {
  const { platform, actions, asked } = await start({}, {
    answer: ({ url }) =>
      url.endsWith("/messages/1")
        ? new Response(null, { status: 404 })
        : undefined,
  });
  await actions.open(1);
  await platform.dispatch("offline");
  await platform.dispatch("online");
  assert.equal(asked("/messages/1").length, 1);
});

Deno.test("a message that did not load is done with when it is closed", async () => {
  const { platform, actions, asked, frame } = await start({}, {
    answer: ({ url }) => {
      if (url.includes("/messages/")) throw new TypeError("…");
      return undefined;
    },
  });
  await actions.open(1);
  actions.close();
  await frame();
  assert.deepEqual(actions.failed.value, {});
  await platform.dispatch("offline");
  await platform.dispatch("online");
  assert.equal(asked("/messages/1").length, 1);
});

Deno.test("a page made for a message that is not there says so until another is opened, or none", async () => {
  for (const next of ["open", "close"] as const) {
    const { actions } = await start({}, { query: "?message=99" });
    assert.equal(actions.failed.value.open?.failure.reason, "missing");
    await actions[next](1);
    assert.deepEqual(actions.failed.value, {}, next);
  }
});

Deno.test("the next page of the list is fetched once, and put at its end", async () => {
  const { mailbox, actions, asked, ids } = await start({
    box: "sent",
    q: signal("tide"),
    summaries: signal([summary(3)]),
    nextCursor: signal("abc"),
  });
  const loading = actions.loadMore();
  actions.loadMore();
  assert.equal(actions.loading.value.list, true);
  await loading;
  assert.deepEqual(asked("/api/messages?").map(({ url }) => url), [
    "/api/messages?box=sent&q=tide&cursor=abc&limit=100",
  ]);
  assert.deepEqual(ids(), [3, 2, 1]);
  assert.equal(mailbox.nextCursor.value, null);
  assert.equal(actions.loading.value.list, false);
  await actions.loadMore();
  assert.equal(asked("/api/messages?").length, 1);
});

Deno.test("a search shows what it finds, has one entry in the history, and is undone by going back", async () => {
  const { platform, mailbox, actions, asked, frame } = await start({
    summaries: signal([summary(3)]),
  }, { query: "?message=3&cursor=abc" });
  await actions.search("ti");
  await actions.search("tide");
  assert.deepEqual(asked("/api/messages?").map(({ url }) => url), [
    "/api/messages?box=inbox&q=ti&limit=50",
    "/api/messages?box=inbox&q=tide&limit=50",
  ]);
  assert.equal(mailbox.q.value, "tide");
  assert.equal(platform.url().search, "?message=3&q=tide");
  assert.equal(platform.historyLength, 2);

  platform.goBack();
  await frame();
  assert.equal(mailbox.q.value, "");
  assert.equal(asked("q=").length, 2);
  assert.equal(asked("/api/messages?").length, 3);
});

Deno.test("of two searches the later one stands, whichever is answered first", async () => {
  const first = Promise.withResolvers<Response>();
  const { mailbox, actions, ids } = await start({}, {
    answer: ({ url }) => url.includes("q=ti&") ? first.promise : undefined,
  });
  const early = actions.search("ti");
  await actions.search("tide");
  first.resolve(
    Response.json({ items: [summary(9)], nextCursor: null, position: 60 }),
  );
  await early;
  assert.equal(mailbox.q.value, "tide");
  assert.deepEqual(ids(), [2, 1]);
});

Deno.test("a search that fails leaves the list, says so, and is made when the connection is back", async () => {
  let isDown = false;
  const { platform, mailbox, actions, ids } = await start({
    summaries: signal([summary(3)]),
  }, {
    answer: () => {
      if (isDown) throw new TypeError("Failed to fetch");
      return undefined;
    },
  });
  isDown = true;
  await actions.search("tide");
  assert.notEqual(actions.failed.value.list, undefined);
  assert.deepEqual(ids(), [3]);
  assert.equal(platform.url().search, "");
  await platform.dispatch("offline");
  isDown = false;
  await platform.dispatch("online");
  assert.equal(mailbox.q.value, "tide");
  assert.deepEqual(actions.failed.value, {});
});

Deno.test("what comes late of something wanted no more neither hides a failure nor is one", async () => {
  const late = Promise.withResolvers<Response>();
  const { actions } = await start({}, {
    answer: ({ url }) => {
      if (url.endsWith("/messages/1") || url.includes("q=ti&")) {
        return late.promise;
      }
      if (url.endsWith("/messages/2")) throw new TypeError("…");
      return undefined;
    },
  });
  const early = [actions.open(1), actions.search("ti")];
  await actions.open(2);
  await actions.search("tide");
  late.reject(new TypeError("Failed to fetch"));
  await Promise.all(early);
  assert.deepEqual(Object.keys(actions.failed.value), ["open"]);
});

Deno.test("one failure does not hide another: all that failed is done when the connection is back", async () => {
  let isDown = false;
  const { platform, mailbox, actions, openId } = await start({}, {
    answer: () => {
      if (isDown) throw new TypeError("Failed to fetch");
      return undefined;
    },
  });
  isDown = true;
  await actions.open(1);
  await actions.search("tide");
  assert.deepEqual(Object.keys(actions.failed.value), ["open", "list"]);
  await platform.dispatch("offline");
  isDown = false;
  await platform.dispatch("online");
  assert.equal(openId(), 1);
  assert.equal(mailbox.q.value, "tide");
  assert.deepEqual(actions.failed.value, {});
});

Deno.test("a search that failed and is wanted no more is forgotten", async () => {
  let isDown = false;
  const { platform, mailbox, actions, asked } = await start({}, {
    answer: () => {
      if (isDown) throw new TypeError("Failed to fetch");
      return undefined;
    },
  });
  isDown = true;
  await actions.search("tide");
  await actions.search("");
  assert.deepEqual(actions.failed.value, {});
  await platform.dispatch("offline");
  isDown = false;
  await platform.dispatch("online");
  assert.equal(mailbox.q.value, "");
  assert.equal(asked("/api/messages?").length, 1);
});

Deno.test("what a reset fetches is what is searched for by then", async () => {
  const all = Promise.withResolvers<Response>();
  let isFirst = true;
  const { mailbox, streams, actions, frame, ids } = await start({}, {
    answer: ({ url }) => {
      if (!isFirst || !url.includes("/api/messages?")) return undefined;
      isFirst = false;
      return all.promise;
    },
  });
  streams[0].send(
    'id: 55\nevent: reset\ndata: {"type":"reset","data":{"reason":"","position":55}}\n\n',
  );
  await frame();
  await actions.search("tide");
  all.resolve(
    Response.json({ items: [summary(9)], nextCursor: null, position: 60 }),
  );
  await frame();
  assert.equal(mailbox.q.value, "tide");
  assert.deepEqual(ids(), [2, 1]);
});

Deno.test("a page of a list that has been fetched anew meanwhile is not put at its end", async () => {
  const page = Promise.withResolvers<Response>();
  const { mailbox, streams, actions, frame, ids } = await start({
    nextCursor: signal("old"),
  }, {
    answer: ({ url }) => url.includes("cursor=old") ? page.promise : undefined,
  });
  const loading = actions.loadMore();
  streams[0].send(
    'id: 55\nevent: reset\ndata: {"type":"reset","data":{"reason":"","position":55}}\n\n',
  );
  await frame();
  page.resolve(
    Response.json({ items: [summary(0)], nextCursor: "older", position: 60 }),
  );
  await loading;
  assert.deepEqual(ids(), [2, 1]);
  assert.equal(mailbox.nextCursor.value, null);
});

Deno.test("all can be marked read at once", async () => {
  const { mailbox, actions, asked } = await start({
    summaries: signal([summary(2), summary(1)]),
  });
  await actions.markAllRead();
  assert.deepEqual(asked("/messages/read")[0].body, { all: true });
  assert.deepEqual(mailbox.summaries.value.map(({ isRead }) => isRead), [
    true,
    true,
  ]);
});

Deno.test("a reset fetches everything that is shown anew, without losing what comes meanwhile", async () => {
  const { view, mailbox, streams, asked, frame, ids } = await start({
    summaries: signal([summary(7)]),
    open: opened(1),
  }, { query: "?message=1" });
  streams[0].send(
    'id: 55\nevent: reset\ndata: {"type":"reset","data":{"reason":"","position":55}}\n\n',
  );
  streams[0].connected(55, [unreadCount(4, 60)]);
  streams[0].event(58, "message:read", readBy(58, 2, "ada@acme.test").data);
  streams[0].event(61, "message:new", newMessage(61, message(8)).data);
  await frame();
  await frame();
  await frame();
  assert.deepEqual(ids(), [8, 2, 1]);
  assert.equal(view.counters.value["unread:count"].count, 4);
  assert.equal(asked("/messages/1").length, 1);
  assert.equal(
    mailbox.summaries.value[1].isRead,
    false,
    "58 is older than what was fetched at 60",
  );
});

Deno.test("a sent message is one row, whether the answer or the event is first", async () => {
  for (const first of ["answer", "event"]) {
    const answer = Promise.withResolvers<Response>();
    const { mailbox, streams, actions, frame, ids } = await start({
      box: "sent",
    }, {
      answer: ({ url }) => url.endsWith("/send") ? answer.promise : undefined,
    });
    const clientId = actions.send({
      subject: "Subject 9",
      body: "Body 9",
      recipients: ["ben@acme.test"],
    });
    const rows = () => ids().length + mailbox.outgoing.value.length;
    const steps = [
      () => answer.resolve(Response.json(adasMessage(9))),
      () =>
        streams[0].event(
          11,
          "message:new",
          newMessage(11, { ...adasMessage(9), clientId }).data,
        ),
    ];
    for (const step of first === "answer" ? steps : steps.reverse()) {
      step();
      await frame();
      await frame();
      assert.equal(rows(), 1, first);
    }
    assert.deepEqual(ids(), [9]);
    assert.deepEqual(mailbox.outgoing.value, []);
  }
});
