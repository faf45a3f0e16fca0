import assert from "node:assert/strict";
import { join } from "node:path";
import { populated } from "../support/data.ts";
import { startServer } from "../support/server.ts";
import { metricsOf } from "./metrics.ts";

Deno.test("a write-ahead log that was damaged midway is told of at the start, and what a killed process leaves is not", async () => {
  await using data = await populated();
  await using server = await startServer(data);
  const ada = data.client(server, "ada@acme.test");
  const sendSome = async () => {
    for (const subject of ["First", "Second", "Third"]) {
      await ada.post("/api/messaging/send", {
        subject,
        body: "",
        recipients: ["ben@acme.test"],
      });
    }
  };
  await sendSome();
  await server.kill("SIGKILL");
  await server.restart();
  assert.doesNotMatch(server.output(), /database\.wal_damaged/);
  assert.equal((await metricsOf(server.url)).harbor_wal_lost_frames, 0);

  await sendSome();
  await server.kill("SIGKILL");
  const path = join(data.dataDir, "harbor.db-wal");
  const wal = await Deno.readFile(path);
  wal[2_000] ^= 1;
  await Deno.writeFile(path, wal);
  await server.restart();
  assert.match(server.output(), /database\.wal_damaged.*"damagedFrame":1/);
  const { harbor_wal_lost_frames } = await metricsOf(server.url);
  assert.ok(harbor_wal_lost_frames > 3);
});
