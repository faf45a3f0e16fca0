import { renderToString } from "preact-render-to-string";
import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { Badge } from "../../components/kit/Badge.tsx";
import { MessageBody } from "../../components/messages/MessageBody.tsx";
import { MessageCard } from "../../components/messages/MessageCard.tsx";
import { MessageRow } from "../../components/messages/MessageRow.tsx";
import { listPlace, mailboxUrl } from "../../components/messages/page_url.ts";
import { findLinks } from "../../lib/client/messages/links.ts";
import { readBody } from "../../lib/client/messages/message_body.ts";
import { adasView, message, summary } from "../client/fake_view.ts";

const view = adasView();
const { words, me } = view;
const ada = { email: "ada@acme.test", name: "Ada" };
const chi = { email: "chi@acme.test", name: "Chi" };

Deno.test("a row says who, what about, when, and that it is unread, in words too", () => {
  const html = renderToString(
    <MessageRow
      locale={view}
      me={me}
      box="inbox"
      summary={summary(1, { subject: "Berth 4", priority: "urgent" })}
      href="/x"
      isOpen={false}
    />,
  );
  assert.match(html, /data-unread="true"/);
  assert.match(html, /aria-label="Unread"/);
  assert.match(html, /aria-label="Urgent"/);
  assert.match(html, />Ben</);
  assert.match(html, />Berth 4</);
  assert.match(html, /<time datetime="[^"]+" title="[^"]+">/i);
});

Deno.test("a row of the sent box says to whom, and how many have read it", () => {
  const readAt = "2026-03-01T09:30:00.000Z";
  const row = (isReadByChi: boolean) =>
    renderToString(
      <MessageRow
        locale={view}
        me={me}
        box="sent"
        summary={summary(1, {
          sender: ada,
          isRead: true,
          recipients: [
            { email: "ben@acme.test", name: "Ben", isRead: true, readAt },
            { ...chi, isRead: isReadByChi, readAt },
          ],
          recipientCount: 2,
        })}
        href="/x"
        isOpen
      />,
    );
  assert.match(row(false), />To Ben and Chi</);
  assert.match(row(false), /aria-label="Read by 1 of 2"/);
  assert.match(row(true), /aria-label="Read by all"/);
  assert.match(row(true), /aria-current="true"/);
});

Deno.test("of a message to more than are named, a row does not say that all have read it", () => {
  const html = renderToString(
    <MessageRow
      locale={view}
      me={me}
      box="sent"
      summary={summary(1, {
        sender: ada,
        recipients: [{ ...chi, isRead: true, readAt: null }],
        recipientCount: 62,
      })}
      href="/x"
      isOpen
    />,
  );
  assert.match(html, /aria-label="Read by 1 of 62"/);
});

Deno.test("a body is text, whatever it holds, and its links are harmless to follow", () => {
  const html = renderToString(
    <MessageBody
      blocks={readBody(
        "<b>&</b> javascript:x https://a.example/?q=<1>",
        findLinks,
      )}
      words={words}
    />,
  );
  assert.match(html, /&lt;b>&amp;&lt;\/b> javascript:x /);
  assert.match(
    html,
    /<a href="https:\/\/a\.example\/\?q=" target="_blank" rel="noopener noreferrer nofollow ugc">/,
  );
});

Deno.test("only its sender sees who has read a message", () => {
  const card = (isRead: boolean | null) =>
    renderToString(
      <MessageCard
        locale={view}
        me={me}
        message={message(1, {
          recipients: [{ ...chi, isRead, readAt: null }],
        })}
        body={[]}
      />,
    );
  assert.match(card(false), /Not read yet/);
  assert.doesNotMatch(card(null), /Not read yet|data-icon="check/);
});

Deno.test("a badge is not there at 0, and stops counting at 99", () => {
  const badge = (count: number) =>
    renderToString(
      <Badge
        count={count}
        language="en"
        phrase={words["messages.unread"]}
      />,
    );
  assert.equal(badge(0), "");
  assert.match(badge(1), /aria-label="1 unread message">1</);
  assert.match(badge(99), />99</);
  assert.match(badge(100), /aria-label="100 unread messages">99\+</);
});

Deno.test("every place in the mailbox has an address, the inbox the shortest", () => {
  assert.equal(mailboxUrl("en", {}), "/en/harbor/messaging");
  assert.equal(
    mailboxUrl("en", {
      ...listPlace({ box: "sent", q: signal("a&b ü"), unreadOnly: false }),
      message: 7,
      compose: "reply",
    }),
    "/en/harbor/messaging?box=sent&q=a%26b+%C3%BC&message=7&compose=reply",
  );
});
