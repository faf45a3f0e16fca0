import assert from "node:assert/strict";
import type { TestClient } from "../support/client.ts";
import { populated } from "../support/data.ts";
import { startServer } from "../support/server.ts";

Deno.test("a limit that is set on one server holds on the other from the next request on", async () => {
  await using data = await populated();
  await using one = await startServer(data);
  await using other = await startServer(data);
  const carla = data.client(one, "carla@acme.test");
  const ada = data.client(other, "ada@acme.test");
  const gina = data.client(other, "gina@globex.test");

  await set(carla, { maxFileBytes: 10 });
  assert.equal((await upload(ada, "x".repeat(10))).status, 201);
  const large = await upload(ada, "x".repeat(11));
  assert.equal(large.status, 413);
  assert.match((await large.json()).detail, /10 bytes/);
  assert.equal((await upload(gina, "x".repeat(11))).status, 201);

  await set(carla, { allowedTypes: ["image/png"] });
  assert.equal((await upload(ada, "x")).status, 415);

  await set(carla, { maxBodyLength: 5 });
  const send = (body: string) =>
    ada.post("/api/messaging/send", {
      subject: "",
      body,
      recipients: ["ben@acme.test"],
    });
  await send("12345");
  await assert.rejects(send("123456"), /422.*body has 6 characters/);

  await set(carla, { streamsPerUser: 1 });
  await using first = await ada.stream();
  await using second = await ada.stream();
  await first.until("the end", ({ event }) => event === "replaced");
  await second.until("its start", ({ event }) => event === "connected");

  await set(carla, {
    maxFileBytes: null,
    allowedTypes: null,
    maxBodyLength: null,
    streamsPerUser: null,
  });
  assert.equal((await upload(ada, "x".repeat(11))).status, 201);
  await send("123456");
});

async function set(
  admin: TestClient,
  limits: Record<string, unknown>,
): Promise<void> {
  const response = await admin.fetch("/api/admin/tenants/acme/limits", {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(limits),
  });
  assert.equal(response.status, 200, await response.text());
}

function upload(client: TestClient, content: string): Promise<Response> {
  const form = new FormData();
  form.append("file", new File([content], "note.txt", { type: "text/plain" }));
  return client.fetch("/api/messaging/attachments/upload", {
    method: "POST",
    body: form,
  });
}
