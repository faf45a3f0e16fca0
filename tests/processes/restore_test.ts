import assert from "node:assert/strict";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import { sql } from "kysely";
import { populated } from "../support/data.ts";
import { ROOT } from "../support/module_graph.ts";
import { startServer } from "../support/server.ts";

Deno.test("after a restored backup, as the README has it, no reader misses what was undone", async () => {
  await using data = await populated();
  await using server = await startServer(data);
  const ada = data.client(server, "ada@acme.test");
  const ben = data.client(server, "ben@acme.test");
  const send = (subject: string) =>
    ada.post("/api/messaging/send", {
      subject,
      body: "",
      recipients: ["ben@acme.test"],
    });
  const file = join(data.dataDir, "harbor.db");
  const copy = join(data.dataDir, "copy.db");

  await send("Kept");
  const backup = createClient({ url: `file:${file}` });
  await backup.execute({ sql: "VACUUM INTO ?", args: [copy] });
  backup.close();
  await send("Undone");
  const { position } = await ben.get("/api/messages");

  await server.kill();
  for (const end of ["-wal", "-shm"]) {
    await Deno.remove(file + end).catch(() => {});
  }
  await Deno.rename(copy, file);
  const restored = await data.open();
  await restored.write(async (tx) => {
    for (const statement of await restoreStatements()) {
      await sql.raw(statement).execute(tx);
    }
  });
  await restored.close();
  await server.restart();

  await send("Since");
  await send("Since then");
  await using stream = await ben.stream(position);
  await stream.until("the reset", ({ event }) => event === "reset");
  const { items } = await ben.get("/api/messages");
  assert.deepEqual(
    items.map((item: { subject: string }) => item.subject),
    ["Since then", "Since", "Kept"],
  );
});

async function restoreStatements(): Promise<string[]> {
  const readme = await Deno.readTextFile(ROOT + "README.md");
  const [, block] = /```sql\n([^]*?)```/.exec(readme)!;
  return block.split(";").map((text) => text.trim()).filter(Boolean);
}
