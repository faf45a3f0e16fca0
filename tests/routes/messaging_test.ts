import assert from "node:assert/strict";
import { send } from "../messages/given.ts";
import { testServices } from "../support/services.ts";
import { form, pages, signedIn } from "./pages.ts";

const MAILBOX = "/en/harbor/messaging";

async function acme(environment?: Record<string, string>) {
  const services = await testServices({ environment });
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

Deno.test("without JavaScript nobody sends more often than with it", async () => {
  await using services = await acme({ RATE_LIMIT_SEND: "2/0.01" });
  const written = form({ to: "ben@acme.test", subject: "B", body: "" });
  const statuses = [];
  for (let count = 0; count < 3; count++) {
    const answer = await services.ada(`${MAILBOX}?compose=new`, written);
    await answer.body?.cancel();
    statuses.push(answer.status);
  }
  assert.deepEqual(statuses, [303, 303, 429]);
});

Deno.test("without JavaScript nobody writes more than with it", async () => {
  await using services = await acme({ RATE_LIMIT_WRITE_BYTES: "10000/1" });
  const statuses = [];
  for (let count = 0; count < 3; count++) {
    const body = new FormData();
    body.append("to", "ben@acme.test");
    body.append("subject", "Long");
    body.append("body", "ế".repeat(1_500));
    const init = { method: "POST", body };
    const answer = await services.ada(`${MAILBOX}?compose=new`, init);
    await answer.body?.cancel();
    statuses.push(answer.status);
  }
  assert.deepEqual(statuses, [303, 303, 429]);
});

Deno.test("a file that is gone meanwhile does not take what was written with it", async () => {
  await using services = await acme();
  const post = async (to: string, ...more: [string, string | File][]) => {
    const body = new FormData();
    const written: typeof more = [["subject", "B"], ["body", "From noon."]];
    for (
      const [name, value] of [["to", to], ...written, ...more] as typeof more
    ) {
      body.append(name, value);
    }
    const init = { method: "POST", body };
    const response = await services.ada(`${MAILBOX}?compose=new`, init);
    assert.equal(response.status, 422);
    return await response.text();
  };
  const file = new File(["Kept"], "kept.txt", { type: "text/plain" });
  const refused = await post("nobody@acme.test", ["files", file]);
  const [kept] = /name="attachment" value="\d+"/.exec(refused)!;
  const id = /\d+/.exec(kept)![0];

  const html = await post(
    "ben@acme.test",
    ...["4711", "x", id].map((id): [string, string] => ["attachment", id]),
  );
  assert.match(html, /From noon\.<\/textarea>/);
  assert.match(html, /A file cannot be attached any more/);
  assert.ok(html.includes(kept));
  assert.doesNotMatch(html, /value="4711"/);
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
