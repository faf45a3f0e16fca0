import assert from "node:assert/strict";
import { limitsOf } from "../../lib/limits/limits.ts";
import { testServices } from "../support/services.ts";
import { insertFile } from "../media/given.ts";
import { form, pages, signedIn } from "./pages.ts";

const PAGE = "/en/harbor/admin/limits";

async function given() {
  const services = await testServices();
  await services.tenant("acme", "Acme Shipping");
  const ask = pages(services);
  return Object.assign(services, {
    ask,
    root: await signedIn(services, ask, "root@h.test", {
      role: "global_admin",
    }),
    carla: await signedIn(services, ask, "carla@acme.test", {
      role: "tenant_admin",
    }),
    ada: await signedIn(services, ask, "ada@acme.test"),
    greg: await signedIn(services, ask, "greg@globex.test", {
      role: "tenant_admin",
    }),
  });
}

const INHERITED = { inheritsTypes: "true" };

Deno.test("the form shows a place's own limits, and what holds where it has none", async () => {
  await using services = await given();
  const global = await (await services.root(PAGE)).text();
  assert.match(global, /Empty: 25, as built in/);
  assert.match(global, /<option[^>]* value="acme"[^>]*>Acme Shipping</);
  await services.root(PAGE, form({ ...INHERITED, maxFileBytes: "1.5" }));

  const acme = await (await services.carla(PAGE)).text();
  assert.match(acme, /They hold for the people of Acme Shipping/);
  assert.match(acme, /Empty: 1.5, as for all tenants/);
  assert.match(acme, /name="maxFileBytes"[^>]* value=""/);
  assert.doesNotMatch(acme, /<option/);
});

Deno.test("what is saved holds, and is shown; an emptied field gives the limit back", async () => {
  await using services = await given();
  const saved = await services.carla(
    PAGE,
    form({ ...INHERITED, maxFileBytes: "0.5", maxBodyLength: "٥٠٠" }),
  );
  assert.equal(saved.status, 303);
  const page = await services.carla(saved.headers.get("location")!);
  const html = await page.text();
  assert.match(html, /Saved/);
  assert.match(html, /name="maxFileBytes"[^>]* value="0.5"/);
  const limits = await limitsOf(services, "acme");
  assert.equal(limits.maxFileBytes, 524_288);
  assert.equal(limits.maxBodyLength, 500);
  assert.equal((await limitsOf(services, "globex")).maxBodyLength, 20_000);

  await services.carla(PAGE, form(INHERITED));
  assert.equal((await limitsOf(services, "acme")).maxFileBytes, 26_214_400);
});

Deno.test("types are chosen one by one, or inherited", async () => {
  await using services = await given();
  const types = async () => (await limitsOf(services, "acme")).allowedTypes;
  await services.carla(
    PAGE,
    form([["allowedTypes", "image/png"], ["allowedTypes", "text/csv"]]),
  );
  assert.deepEqual(await types(), ["image/png", "text/csv"]);
  const html = await (await services.carla(PAGE)).text();
  assert.match(html, /value="text\/csv" checked/);
  assert.doesNotMatch(html, /value="image\/gif" checked/);
  await services.carla(PAGE, form([]));
  assert.deepEqual(await types(), [], "none is a choice too");
  await services.carla(PAGE, form(INHERITED));
  assert.ok((await types()).includes("image/gif"));
});

Deno.test("a wrong number is shown again, with what it may be, and nothing is saved", async () => {
  await using services = await given();
  const answer = await services.carla(
    PAGE,
    form({ ...INHERITED, maxFilesPerMessage: "101", maxBodyLength: "10" }),
  );
  assert.equal(answer.status, 422);
  const html = await answer.text();
  assert.match(html, /value="101"/);
  assert.match(html, /Enter a number from 0 to 100, or leave it empty/);
  assert.equal((await limitsOf(services, "acme")).maxBodyLength, 20_000);
  for (
    const [name, value, said] of [
      ["maxFileBytes", "0", /Enter a number above 0, up to 10,240, or/],
      ["streamsPerUser", "on", /from 1 to 1,000, off for no limit, or/],
    ] as const
  ) {
    const fields = { ...INHERITED, [name]: value };
    assert.match(await (await services.carla(PAGE, form(fields))).text(), said);
  }
  for (const wrong of ["ten", "-1", "1e9", "1 000"]) {
    const fields = { ...INHERITED, maxSubjectLength: wrong };
    const { status } = await services.carla(PAGE, form(fields));
    assert.equal(status, 422, wrong);
  }
});

Deno.test("a global admin sets any tenant's limits, a tenant's admin only their own", async () => {
  await using services = await given();
  const most = async (tenantId: string) =>
    (await limitsOf(services, tenantId)).maxFilesPerMessage;
  const fields = (count: number) =>
    form({ ...INHERITED, maxFilesPerMessage: String(count) });
  await services.root(`${PAGE}?tenant=acme`, fields(3));
  assert.equal(await most("acme"), 3);
  await services.greg(`${PAGE}?tenant=acme`, fields(4));
  assert.deepEqual([await most("acme"), await most("globex")], [3, 4]);
  assert.equal((await services.root(`${PAGE}?tenant=nowhere`)).status, 404);
  assert.equal((await services.ada(PAGE)).status, 403);
  assert.equal((await services.ada(PAGE, fields(5))).status, 403);
});

Deno.test("an admin sees which files of the tenant are held back, and why", async () => {
  await using services = await given();
  const gina = await services.user("gina@globex.test");
  const ids: number[] = [];
  for (const actor of [await services.user("ben@acme.test"), gina]) {
    for (let count = 0; count < 2; count++) {
      ids.push(await insertFile(services, actor, new Uint8Array(3)));
    }
  }
  await services.db.write((tx) =>
    tx.updateTable("MediaFiles").set({ State: "infected", Threat: "Worm.X" })
      .where("Id", "=", ids[0]).execute()
  );
  const none = await (await services.greg(PAGE)).text();
  assert.doesNotMatch(none, /Worm\.X|ben@acme\.test/);
  assert.equal(none.match(/Waits for its scan/g)?.length, 2);
  const html = await (await services.carla(PAGE)).text();
  assert.match(html, /Malware: Worm\.X/);
  assert.equal(html.match(/Waits for its scan/g)?.length, 1);
  assert.doesNotMatch(html, /gina@globex\.test/);
});

Deno.test("another site cannot set limits with an admin's cookie", async () => {
  await using services = await given();
  const { status } = await services.carla(PAGE, {
    ...form({ ...INHERITED, maxFilesPerMessage: "1" }),
    headers: { "sec-fetch-site": "cross-site" },
  });
  assert.equal(status, 403);
  assert.equal((await limitsOf(services, "acme")).maxFilesPerMessage, 10);
});
