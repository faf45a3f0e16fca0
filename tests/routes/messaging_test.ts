import assert from "node:assert/strict";
import { send } from "../messages/given.ts";
import { testServices } from "../support/services.ts";
import { form, pages, signedIn } from "./pages.ts";

const MAILBOX = "/en/harbor/messaging";

async function acme() {
  const services = await testServices();
  await services.tenant("acme", "Acme Shipping");
  const ask = pages(services);
  return Object.assign(services, {
    ask,
    ada: await signedIn(services, ask, "ada@acme.test"),
    ben: await signedIn(services, ask, "ben@acme.test"),
  });
}

Deno.test("a list, and the message that is open, come with the page", async () => {
  await using services = await acme();
  const actor = await services.user("chi@acme.test", { name: "Chi" });
  const { id } = await send(services, actor, {
    subject: "Berth 4 < 5",
    body: "See https://port.example/4",
    recipients: ["ada@acme.test"],
  });
  const list = await (await services.ada(MAILBOX)).text();
  assert.match(list, new RegExp(`href="${MAILBOX}\\?message=${id}"`));
  assert.match(list, /Berth 4 &lt; 5</);
  assert.match(list, /aria-label="1 unread message"/);
  assert.doesNotMatch(list, / style="/);

  const open = await (await services.ada(`${MAILBOX}?message=${id}`)).text();
  assert.match(open, /<a href="https:\/\/port\.example\/4"[^>]*>/);
  assert.match(open, /<title>Inbox · Harbor<\/title>/);
});

Deno.test("each language has its page, and no other has", async () => {
  await using services = await acme();
  const html = await (await services.ada("/ar/harbor/messaging")).text();
  assert.match(html, /<html lang="ar" dir="rtl"/);
  assert.match(html, /لا رسائل في الوارد/);
  const headers = { accept: "text/html" };
  const french = await services.ada("/fr/harbor/messaging", { headers });
  assert.equal(french.status, 404);
});

Deno.test("a message that is not the reader's is not there, but the list is", async () => {
  await using services = await acme();
  const actor = await services.user("chi@acme.test");
  const { id } = await send(services, actor, { recipients: ["ben@acme.test"] });
  const response = await services.ada(`${MAILBOX}?message=${id}`);
  assert.equal(response.status, 404);
  const html = await response.text();
  assert.match(html, /This message is not here/);
  assert.match(html, /Your inbox is clear/);
});

Deno.test("one writes without JavaScript, and finds the message in the sent box", async () => {
  await using services = await acme();
  const sheet = await (await services.ada(`${MAILBOX}?compose=new`)).text();
  const clientId = /name="clientId" value="([^"]+)"/.exec(sheet)![1];
  const written = form({
    intent: "send",
    clientId,
    to: "Ben <BEN@acme.test>",
    subject: "Berth 4",
    body: "From noon.\r\nAda",
    priority: "high",
    expires: "day",
  });
  const sent = await services.ada(`${MAILBOX}?compose=new`, written);
  assert.equal(sent.status, 303);
  const location = sent.headers.get("location")!;
  assert.match(location, /\?box=sent&message=\d+$/);
  assert.match(await (await services.ada(location)).text(), /From noon\.\nAda/);

  const again = await services.ada(`${MAILBOX}?compose=new`, written);
  assert.equal(
    again.headers.get("location"),
    location,
    "sent twice is sent once",
  );
  const inbox = await (await services.ben(MAILBOX)).text();
  assert.equal(inbox.match(/class="row"/g)?.length, 1);
  assert.match(inbox, /aria-label="High"/);
});

Deno.test("what is refused comes back as it was written, with the reason at its field", async () => {
  await using services = await acme();
  const body = "\n<b>From</b> noon.\r\n\r\n& later";
  const response = await services.ada(
    `${MAILBOX}?compose=new`,
    form({ intent: "send", to: "ben@acme.test, x@y.test", subject: "B", body }),
  );
  assert.equal(response.status, 422);
  const html = await response.text();
  assert.match(html, /“x@y\.test” is nobody at Acme Shipping\./);
  assert.match(html, /value="ben@acme\.test, x@y\.test"/);
  const kept = /<textarea[^>]*>([^<]*)<\/textarea>/.exec(html)![1];
  assert.equal(kept, "\n\n&lt;b>From&lt;/b> noon.\n\n&amp; later");

  const nobody = await services.ada(
    `${MAILBOX}?compose=new`,
    form({ intent: "send", subject: "B", body: "" }),
  );
  assert.match(await nobody.text(), /Add at least one person\./);
});

Deno.test("an answer without JavaScript has its people, its subject and its quote", async () => {
  await using services = await acme();
  const chi = await services.user("chi@acme.test", { name: "Chi" });
  const { id } = await send(services, chi, {
    subject: "Berth 4",
    body: "From noon.",
    recipients: ["ada@acme.test", "ben@acme.test"],
  });
  const html = await (await services.ada(
    `${MAILBOX}?message=${id}&compose=replyAll`,
  )).text();
  assert.match(html, /value="chi@acme\.test, ben@acme\.test"/);
  assert.match(html, /value="Re: Berth 4"/);
  assert.match(html, /Chi wrote:\n> From noon\.<\/textarea>/);
});

Deno.test("a button marks a message read where JavaScript does not", async () => {
  await using services = await acme();
  const chi = await services.user("chi@acme.test");
  const { id } = await send(services, chi, { recipients: ["ada@acme.test"] });
  const here = `${MAILBOX}?message=${id}`;
  assert.match(await (await services.ada(here)).text(), /Mark as read/);
  const response = await services.ada(here, form({ intent: "read" }));
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), here);
  const html = await (await services.ada(here)).text();
  assert.doesNotMatch(html, /Mark as read|data-unread="true"/);
});
