import assert from "node:assert/strict";
import { populated } from "../support/data.ts";
import { startServer } from "../support/server.ts";

const CHANGES = 1_500;

Deno.test("one user's changes are so many at most that nobody else has to fetch anew", async () => {
  await using data = await populated();
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: { RATE_LIMIT_CHANGE: "1000/1" },
  });
  const ben = data.client(server, "ben@acme.test");
  const form = new FormData();
  form.append("file", new File(["plan"], "plan.txt"));
  const { items: [file] } = await (await ben.fetch(
    "/api/messaging/attachments/upload",
    { method: "POST", body: form },
  )).json();
  const statuses: Record<number, number> = {};
  let next = 0;
  await Promise.all(Array.from({ length: 20 }, async () => {
    while (next < CHANGES) {
      const fileName = `plan ${next++}.txt`;
      const response = await ben.fetch(`/api/media/${file.id}`, {
        method: "PATCH",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ fileName }),
      });
      await response.body?.cancel();
      statuses[response.status] = (statuses[response.status] ?? 0) + 1;
      if (response.status !== 429) continue;
      assert.ok(Number(response.headers.get("retry-after")) > 0);
    }
  }));
  assert.ok(
    statuses[200] >= 1_000 && statuses[200] < 1_100,
    `${statuses[200]}`,
  );
  assert.equal(statuses[200] + statuses[429], CHANGES);
  const ada = data.client(server, "ada@acme.test");
  await ada.get("/api/messaging/messages");
});

Deno.test("one user's words are so many bytes at most, whatever they are said with", async () => {
  await using data = await populated();
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: {
      RATE_LIMIT_SEND: "off",
      RATE_LIMIT_WRITE_BYTES: "500000/1000",
    },
  });
  const ben = data.client(server, "ben@acme.test");
  const statuses: number[] = [];
  for (let n = 0; n < 20; n++) {
    const response = await ben.fetch("/api/messaging/send", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        subject: "Long",
        body: "ế".repeat(20_000),
        recipients: ["ada@acme.test"],
      }),
    });
    await response.body?.cancel();
    statuses.push(response.status);
    if (response.status === 201) continue;
    assert.ok(Number(response.headers.get("retry-after")) > 0);
  }
  assert.deepEqual(statuses, [
    ...Array<number>(8).fill(201),
    ...Array<number>(12).fill(429),
  ]);
  const ada = data.client(server, "ada@acme.test");
  await ada.post("/api/messaging/send", {
    subject: "Short",
    body: "",
    recipients: ["ben@acme.test"],
  });
});
