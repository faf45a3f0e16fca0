import assert from "node:assert/strict";
import { metricsWhen } from "../processes/metrics.ts";
import { startServer, UNLIMITED } from "../support/server.ts";
import { until } from "../support/until.ts";

const MIB = 1_048_576;
const RESERVE = 40 * MIB;

/** A disk of 240 MiB at `folder`, which the process alone sees, so that nobody else's is filled. */
const onSmallDisk = (folder: string) => [
  "unshare",
  ...Deno.uid() === 0 ? [] : ["--map-root-user"],
  "--mount",
  "sh",
  "-c",
  `mount -t tmpfs -o size=240m tmpfs ${folder} && exec "$@"`,
  "sh",
];

Deno.test("on a disk that other programs have filled, one reads, signs in and deletes; when there is room again, all goes on", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "harbor-test-" });
  await using server = await startServer({
    dataDir,
    environment: {
      ...UNLIMITED,
      HARBOR_DEMO: "true",
      DISK_RESERVE_BYTES: String(RESERVE),
    },
    within: onSmallDisk(dataDir),
  });
  const ada = await signedIn(server.url, "ada@acme.test");
  const upload = () => {
    const form = new FormData();
    const text = "x".repeat(10 * MIB);
    form.append("file", new File([text], "a.txt", { type: "text/plain" }));
    return ada("/api/messaging/attachments/upload", {
      method: "POST",
      body: form,
    });
  };
  const send = () => {
    const message = { subject: "Hi", body: "", recipients: ["ben@acme.test"] };
    return ada("/api/messaging/send", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(message),
    });
  };
  const { items: [{ id: file }] } = await (await upload()).json();
  const seen = `/proc/${server.process.pid}/root${dataDir}`;
  await until("the spare room is kept", async () => {
    await (await ada("/readyz")).body?.cancel();
    const spare = await Deno.stat(`${seen}/harbor.db-spare`).catch(() => null);
    return spare?.size === 32 * MIB;
  });

  await fill(`${seen}/others`);
  await metricsWhen(
    server.url,
    "nothing is free",
    (now) => now.harbor_disk_free_bytes < MIB,
  );
  for (const refused of [await upload(), await send()]) {
    assert.equal(refused.status, 503);
    assert.match((await refused.json()).detail, /disk/);
  }
  for (let n = 0; n < 20; n++) {
    const ben = await signedIn(server.url, "ben@acme.test");
    const { items: [{ id }] } = await (await ben("/api/messages")).json();
    const read = await ben(`/api/messaging/messages/${id}/read`, {
      method: "POST",
    });
    assert.ok(read.ok, await read.text());
  }
  const deleted = await ada(`/api/media/${file}`, { method: "DELETE" });
  assert.equal(deleted.status, 204);

  await Deno.remove(`${seen}/others`);
  await metricsWhen(
    server.url,
    "there is room",
    (now) => now.harbor_disk_free_bytes > 2 * RESERVE,
  );
  assert.equal((await upload()).status, 201);
  assert.equal((await send()).status, 201);
});

async function signedIn(url: string, email: string) {
  const answer = await fetch(`${url}/api/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password: "harbor-demo" }),
  });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  const { token } = JSON.parse(text);
  return (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${token}`);
    return fetch(url + path, { ...init, headers });
  };
}

/** To the last byte. */
async function fill(path: string): Promise<void> {
  using file = await Deno.open(path, { write: true, create: true });
  for (const size of [MIB, 4_096]) {
    const piece = new Uint8Array(size);
    while (await file.write(piece).then(() => true, () => false));
  }
}
