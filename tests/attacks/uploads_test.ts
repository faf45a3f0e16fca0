import assert from "node:assert/strict";
import { connectTo, requestHead } from "../processes/raw_connection.ts";
import { populated } from "../support/data.ts";
import { startServer, UNLIMITED } from "../support/server.ts";
import { watch } from "./watched.ts";

const MIB = 1_048_576;

/** As many as there are places for the uploads of all. */
const DRIPPING = 24;

const ATTACKERS = ["ada", "ben", "cleo", "dora"].map((name) =>
  `${name}@acme.test`
);

Deno.test("uploads that drip, of a whole tenant, hold up no other tenant's", async () => {
  const emails = [...ATTACKERS, "gina@globex.test"];
  await using data = await populated(
    Object.fromEntries(emails.map((email) => [email, {}])),
  );
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: UNLIMITED,
  });
  using watched = await watch(server);
  const held = await Promise.all(
    Array.from({ length: DRIPPING }, async (_, n) => {
      const { token } = data.client(server, ATTACKERS[n % ATTACKERS.length]);
      const connection = await connectTo(server.url);
      await connection.say(
        `${
          requestHead("POST /api/messaging/attachments/upload", {
            authorization: `Bearer ${token}`,
            "content-type": "multipart/form-data; boundary=x",
            "content-length": String(MIB),
          })
        }\r\n`,
      );
      await connection.say(
        `--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n${
          "x".repeat(100_000)
        }`,
      );
      return connection;
    }),
  );
  const gina = data.client(server, "gina@globex.test");
  for (let n = 0; n < 5; n++) {
    const form = new FormData();
    form.append("file", new File([`Number ${n}`], "note.txt"));
    const answer = await gina.fetch("/api/messaging/attachments/upload", {
      method: "POST",
      body: form,
      signal: AbortSignal.timeout(5_000),
    });
    assert.equal(answer.status, 201, await answer.text());
  }
  for (const connection of held) connection[Symbol.dispose]();
  await watched.end();
});
