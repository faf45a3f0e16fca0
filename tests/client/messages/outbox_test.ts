import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { joinOutbox } from "../../../lib/client/messages/join_outbox.ts";
import { createMessageOutbox } from "../../../lib/client/messages/outbox.ts";
import type { OutgoingMessage } from "../../../lib/client/messages/outgoing.ts";
import { createApi } from "../../../lib/client/page/api.ts";
import type { Part } from "../../../lib/client/page/part.ts";
import { createSession } from "../../../lib/client/page/session.ts";
import { fakePlatform, settle } from "../fake_platform.ts";
import { adasMessage, adasView } from "../fake_view.ts";

const draft = { subject: "Berth 4", body: "From noon.", recipients: ["ben"] };

function start() {
  const platform = fakePlatform();
  const api = createApi(platform, createSession(platform));
  const view = adasView();
  const outbox = createMessageOutbox({
    platform,
    api,
    me: view.me,
    outgoing: signal<OutgoingMessage[]>([]),
    isShownInList: () => false,
    onSent() {},
  });
  return { platform, api, view, outbox };
}

Deno.test("a message names its files by their ids, in their order", async () => {
  const { platform, outbox } = start();
  platform.answer = () => Response.json(adasMessage(1));
  const file = {
    fileName: "Plan.png",
    fileSize: 10,
    contentType: "image/png",
    mediaType: "image",
    hasThumbnail: false,
    state: "ready",
  } as const;
  const files = [{ id: 9, ...file }, { id: 4, ...file }];
  const clientId = outbox.send({ ...draft, files });
  await settle();
  const [{ url, body }] = platform.requests;
  assert.equal(url, "/api/messaging/send");
  assert.deepEqual(body, { ...draft, attachments: [9, 4], clientId });
});

Deno.test("what was under way when the mailbox was left is sent from another page", async () => {
  const { platform, api, view, outbox } = start();
  const clientId = outbox.send(draft); // without a connection
  await settle();

  const elsewhere = { ...fakePlatform(), storage: platform.storage };
  const parts: Part[] = [];
  const join = (part: Part) => {
    parts.push(part);
    return () => {};
  };
  platform.answer = () => {
    throw new TypeError("Failed to fetch");
  };
  joinOutbox(view, { api, join }, elsewhere);
  await settle();
  platform.answer = () => Response.json(adasMessage(1));
  parts[0].catchUp!();
  await settle();
  const { body } = platform.requests.at(-1)!;
  assert.equal((body as { clientId: string }).clientId, clientId);
  assert.equal(platform.storage.getItem("harbor:acme:7:outbox"), null);
});
