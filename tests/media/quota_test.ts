import assert from "node:assert/strict";
import type { Kysely } from "kysely";
import { AREAS } from "../../lib/areas.ts";
import type { LimitsInput } from "../../lib/limits/contract.ts";
import { setLimits } from "../../lib/limits/set_limits.ts";
import { PROBLEM_TYPES } from "../../lib/shared/problem_types.ts";
import type { Services } from "../../lib/services.ts";
import { down, up } from "../../migrations/0013_quotas.ts";
import { type MediaApi, mediaApi, textFile } from "./api.ts";
import { fileOf, picture } from "./samples.ts";
import { keysOf } from "./store/store_contract.ts";

Deno.test("what is used is what the files take that are there, whatever came and went", async () => {
  await using api = await mediaApi();
  const people = [
    await api.user("ada@acme.test"),
    await api.user("ben@acme.test"),
    await api.user("gina@globex.test"),
  ];
  let seed = 7;
  const random = (below: number) =>
    (seed = seed * 48_271 % 2_147_483_647) % below;
  const files: { by: typeof people[number]; id: number }[] = [];
  for (let step = 0; step < 60; step++) {
    const by = people[random(people.length)];
    const kind = random(5);
    const [one] = files.length > 0
      ? files.splice(random(files.length), 1)
      : [undefined];
    if (!one || kind < 2) {
      if (one) files.push(one);
      files.push({ by, id: await by.give(textFile("x".repeat(step + 1))) });
    } else if (kind === 2) {
      const bytes = await picture("png");
      files.push(one, { by, id: await by.give(fileOf(bytes, "a.png")) });
    } else if (kind === 3) {
      const sent = await one.by.send([one.id], {
        recipients: [one.by.actor.email],
      });
      assert.equal(sent.status, 201, JSON.stringify(sent.json));
      files.push(one);
    } else {
      const { status } = await one.by.ask(`/api/media/${one.id}`, "DELETE");
      assert.equal(status, 204);
    }
  }
  const kept = await sums(api.services);
  assert.deepEqual(kept, await truth(api.services));
  assert.equal(kept.length, 5);

  await api.services.db.write(async (tx) => {
    await down(tx as unknown as Kysely<unknown>);
    await up(tx as unknown as Kysely<unknown>);
  });
  assert.deepEqual(await sums(api.services), kept);
});

Deno.test("what a person may use is used up by their files alone", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const ben = await api.user("ben@acme.test");
  await limit(api, { userQuotaBytes: 1_000 });
  const first = await ada.give(textFile("x".repeat(700)));
  const refused = await ada.upload(textFile("y".repeat(301)));
  assert.equal(refused.status, 413);
  assert.equal(refused.json.type, PROBLEM_TYPES.overQuota);
  assert.match(refused.json.detail, /more than 1000 bytes; they take 700/);
  assert.equal((await keysOf(api.services.store)).length, 1);
  await ada.give(textFile("z".repeat(300)));
  await ben.give(textFile("b".repeat(1_000)));

  assert.equal((await ada.ask(`/api/media/${first}`, "DELETE")).status, 204);
  await ada.give(textFile("y".repeat(301)));
});

Deno.test("of a form, what there is room for is taken", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  await limit(api, { userQuotaBytes: 1_000 });
  const { status, json } = await ada.upload(
    textFile("a".repeat(600), "a.txt"),
    textFile("b".repeat(600), "b.txt"),
    textFile("c".repeat(400), "c.txt"),
  );
  assert.equal(status, 201);
  assert.deepEqual(json.items.map(named), ["a.txt", "c.txt"]);
  assert.deepEqual(json.errors.map(named), ["b.txt"]);
});

Deno.test("a deleted file takes its room until no message has it", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  await api.user("ben@acme.test");
  await limit(api, { userQuotaBytes: 1_000 });
  const id = await ada.give(textFile("x".repeat(700)));
  await ada.send([id]);
  await ada.ask(`/api/media/${id}`, "DELETE");
  const used = await ada.ask("/api/media/usage");
  assert.deepEqual(used.json, {
    usedBytes: 700,
    quotaBytes: 1_000,
    freeBytes: 300,
  });
  assert.equal((await ada.upload(textFile("y".repeat(400)))).status, 413);
});

Deno.test("uploads at once cannot take the same room", async () => {
  await using api = await mediaApi();
  const people = await Promise.all(
    ["ada", "ben", "cleo", "dora"].map((name) => api.user(`${name}@acme.test`)),
  );
  await limit(api, { tenantQuotaBytes: 1_000 });
  const uploads = await Promise.all(
    people.map((each) => each.upload(textFile("x".repeat(400)))),
  );
  const statuses = uploads.map(({ status }) => status).sort();
  assert.deepEqual(statuses, [201, 201, 413, 413]);
  const refused = uploads.find(({ status }) => status === 413)!;
  assert.match(refused.json.detail, /Your tenant's files/);
  assert.equal((await keysOf(api.services.store)).length, 2);
  const { json } = await people[0].ask("/api/media/usage");
  assert.equal(json.freeBytes, 200);
});

Deno.test("an upload that is tried again, when all room is used, answers what was taken", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  await limit(api, { userQuotaBytes: 5 });
  const upload = () => {
    const body = new FormData();
    body.append("clientId", "once");
    body.append("file", textFile("Hello"));
    const url = "/api/messaging/attachments/upload";
    return ada.fetch(url, { method: "POST", body });
  };
  const first = await upload();
  const second = await upload();
  assert.deepEqual([first.status, second.status], [201, 200]);
  assert.deepEqual((await second.json()).items, (await first.json()).items);
});

function named({ fileName }: { fileName: string }): string {
  return fileName;
}

async function limit(api: MediaApi, input: LimitsInput): Promise<void> {
  const root = await api.services.user("root@system.test", {
    role: "global_admin",
  });
  await setLimits(api.services, AREAS, root, null, input);
}

async function sums({ db }: Services) {
  return await db.query.selectFrom("Quotas")
    .select(["TenantId", "Email", "UsedBytes"]).where("UsedBytes", ">", 0)
    .orderBy("TenantId").orderBy("Email").execute();
}

async function truth({ db }: Services) {
  const rows = await db.query.selectFrom("MediaFiles").selectAll().execute();
  const used = new Map<string, number>();
  for (const row of rows) {
    for (const email of ["", row.UploadedBy]) {
      const key = JSON.stringify([row.TenantId, email]);
      const bytes = row.FileSize + (row.ThumbnailSize ?? 0);
      used.set(key, (used.get(key) ?? 0) + bytes);
    }
  }
  return [...used].sort().map(([key, UsedBytes]) => {
    const [TenantId, Email] = JSON.parse(key);
    return { TenantId, Email, UsedBytes };
  });
}
