import assert from "node:assert/strict";
import { populated } from "./support/data.ts";
import { ROOT } from "./support/module_graph.ts";
import { startServer, UNLIMITED } from "./support/server.ts";

/** Each breaks another kind of software. */
const OWN = [
  "",
  " ",
  " a ",
  "a\r\nb\n\rc",
  "\nid: 7\nevent: message:new\ndata: {}\n\n",
  "data: \u2028\u2029\u0085",
  "\ufeffBOM",
  "\u0001\u001b[31m\u007f",
  "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66 🇻🇳 Z͑ͫ̓ͪ̂ͫ̽",
  "e\u0302\u0301 is not \u1ebf",
  "العربية \u202egnp.exe\u2066",
  "</script><script>alert(1)</script><!--",
  "{{constructor.constructor('alert(1)')()}} ${7*7} %s%n%x",
  "' OR 1=1; DROP TABLE Messages; --",
  'a" NEAR(b) AND NOT * ^ "',
  "__proto__",
  "-0",
  "NaN",
  "x".repeat(200),
];
const REFUSED = ["a\u0000b", "\ud800", "x\udfff", "x".repeat(20_001)];

const SHARED = ROOT + "../shared/data/naughty-strings.json";

Deno.test("text is given back to the letter, or refused in words; nothing breaks", async (t) => {
  await using data = await populated();
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: UNLIMITED,
  });
  const ada = data.client(server, "ada@acme.test");
  const ben = data.client(server, "ben@acme.test");
  await using stream = await ben.stream();
  const post = (input: Record<string, unknown>) =>
    ada.fetch("/api/messaging/send", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        subject: "",
        body: "",
        recipients: ["ben@acme.test"],
        ...input,
      }),
    });

  const strings = [...OWN, ...await sharedStrings()];
  await t.step(`${strings.length} strings as subject and body`, async () => {
    for (const text of strings) {
      const subject = text.slice(0, 200).toWellFormed();
      const sent = await post({ subject, body: text });
      assert.equal(sent.status, 201, text);
      const { id } = await sent.json();
      const message = await ben.get(`/api/messaging/messages/${id}`);
      assert.equal(message.subject, subject);
      assert.equal(message.body, text);
      const event = await stream.until(
        `message ${id}`,
        (frame) => frame.data?.data.messageId === id,
      );
      assert.equal(event.data.data.payload.body, text);
    }
  });

  await t.step("what cannot be kept is refused, and told why", async () => {
    for (const text of REFUSED) {
      const answer = await post({ body: text });
      const { errors } = await answer.json();
      assert.equal(answer.status, 422);
      assert.equal(errors[0].path, "body");
    }
  });

  await t.step(
    "as what is searched for, as address, as name of a message",
    async () => {
      for (const text of [...strings, ...REFUSED]) {
        const q = encodeURIComponent(text.toWellFormed());
        for (
          const answer of await Promise.all([
            ada.fetch(`/api/messages?q=${q}`),
            post({ recipients: [text] }),
            post({ clientId: text }),
          ])
        ) {
          await answer.body?.cancel();
          assert.ok(
            answer.status < 500,
            `${answer.status} for ${JSON.stringify(text)}`,
          );
        }
      }
    },
  );
});

/** The big list, where the machine has it beside the project. */
async function sharedStrings(): Promise<string[]> {
  try {
    return JSON.parse(await Deno.readTextFile(SHARED));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.log("naughty-strings.json is not here: the own list only");
    return [];
  }
}
