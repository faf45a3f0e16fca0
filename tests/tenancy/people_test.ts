import assert from "node:assert/strict";
import type { Actor } from "../../lib/auth/actor.ts";
import { startSession } from "../../lib/auth/session.ts";
import { type PeoplePage, PeopleQuery } from "../../lib/tenancy/contract.ts";
import { changeUser } from "../../lib/tenancy/change_user.ts";
import { listPeople } from "../../lib/tenancy/people.ts";
import { findPeople } from "../../lib/tenancy/users.ts";
import * as peopleRoute from "../../routes/api/people.ts";
import { send } from "../messages/given.ts";
import { testApp } from "../http/app.ts";
import { type TestServices, testServices } from "../support/services.ts";

async function crew(services: TestServices) {
  const ada = await services.user("ada@acme.test", { name: "Ada Lindqvist" });
  await services.user("ben@acme.test", { name: "Ben Okafor" });
  await services.user("chi@acme.test", { name: "Nguyễn Linh Chi" });
  await services.user("gone@acme.test", { name: "Ada Gone", isActive: false });
  await services.user("ada@globex.test", { name: "Ada Moreau" });
  return ada;
}

const query = (input: Record<string, string> = {}) => PeopleQuery.parse(input);

Deno.test("one finds the active people of one's own tenant, by name", async () => {
  await using services = await testServices();
  const ada = await crew(services);
  const { items, nextCursor } = await listPeople(services, ada, query());
  assert.deepEqual(items.map(({ name }) => name), [
    "Ada Lindqvist",
    "Ben Okafor",
    "Nguyễn Linh Chi",
  ]);
  assert.deepEqual(Object.keys(items[0]), ["id", "email", "name"]);
  assert.equal(nextCursor, null);
});

Deno.test("one finds people by a part of name or address; % and _ are only letters", async () => {
  await using services = await testServices();
  const ada = await crew(services);
  await services.user("under_score@acme.test", { name: "100% Dora" });
  const find = async (q: string) =>
    (await listPeople(services, ada, query({ q }))).items
      .map(({ email }) => email);
  assert.deepEqual(await find("lind"), ["ada@acme.test"]);
  assert.deepEqual(await find("BEN@"), ["ben@acme.test"]);
  assert.deepEqual(await find("yễn"), ["chi@acme.test"]);
  assert.deepEqual(await find("%"), ["under_score@acme.test"]);
  assert.deepEqual(await find("_"), ["under_score@acme.test"]);
  assert.deepEqual(await find("\\"), []);
  assert.deepEqual(await find("moreau"), []);
});

Deno.test("case, accents and letters without a key of their own do not count", async () => {
  await using services = await testServices();
  const ada = await crew(services);
  await services.user("dao@acme.test", { name: "Đặng Thị Đào" });
  await services.user("ahmad@acme.test", { name: "أحمد مكتبة" });
  const find = finder(services, ada);
  for (const q of ["đặng", "dang", "ĐẶNG", "thi dao", "dao dang"]) {
    assert.deepEqual(await find(q), ["dao@acme.test"], q);
  }
  assert.deepEqual(await find("nguyen"), ["chi@acme.test"]);
  assert.deepEqual(await find("احمد"), ["ahmad@acme.test"]);
  assert.deepEqual(await find("مكتبه"), ["ahmad@acme.test"]);
});

Deno.test("a whole name or address comes first, however many hold it as a part", async () => {
  await using services = await testServices();
  const ada = await crew(services);
  for (const letter of "abcdefghi") {
    await services.user(`${letter}an@acme.test`, { name: `Aan ${letter}` });
  }
  await services.user("an@acme.test", { name: "Ân Đặng" });
  const find = finder(services, ada);
  assert.equal((await find("an@acme.test", 3))[0], "an@acme.test");
  assert.equal((await find("an dang", 3))[0], "an@acme.test");
});

Deno.test("then come those whose name begins so, those written to lately before others, and oneself last", async () => {
  await using services = await testServices();
  const ada = await crew(services);
  await services.user("canada@acme.test", { name: "Aaron Canada" });
  await services.user("adam@acme.test", { name: "Adam Ant" });
  await services.user("adi@acme.test", { name: "Zoe Adair" });
  const find = finder(services, ada);
  assert.deepEqual(await find("ad"), [
    "adam@acme.test",
    "adi@acme.test",
    "canada@acme.test",
    "ada@acme.test",
  ]);
  await send(services, ada, { recipients: ["adi@acme.test"] });
  assert.deepEqual((await find("ad")).slice(0, 2), [
    "adi@acme.test",
    "adam@acme.test",
  ]);
  const pages = [];
  let cursor: string | null = null;
  do {
    const page: PeoplePage = await listPeople(
      services,
      ada,
      query({ q: "ad", limit: "1", ...(cursor && { cursor }) }),
    );
    pages.push(...page.items.map(({ email }) => email));
    cursor = page.nextCursor;
  } while (cursor !== null);
  assert.deepEqual(pages, await find("ad"));
});

Deno.test("a new name is found at once, the old one no more", async () => {
  await using services = await testServices();
  const ada = await crew(services);
  const carla = await services.user("carla@acme.test", {
    role: "tenant_admin",
  });
  await changeUser(services, carla, ada.userId, { name: "Đỗ Ada" });
  const find = finder(services, carla);
  assert.deepEqual(await find("do ada"), ["ada@acme.test"]);
  assert.deepEqual(await find("lindqvist"), []);
});

function finder(services: TestServices, actor: Actor) {
  return async (q: string, limit = 20) => {
    const asked = query({ q, limit: String(limit) });
    const { items } = await listPeople(services, actor, asked);
    return items.map(({ email }) => email);
  };
}

Deno.test("pages follow each other without gap or repeat, also between people of one name", async () => {
  await using services = await testServices();
  const ada = await crew(services);
  for (let n = 0; n < 5; n++) {
    await services.user(`sam${n}@acme.test`, { name: "Sam Same" });
  }
  const all: number[] = [];
  let cursor: string | null = null;
  do {
    const page = await listPeople(
      services,
      ada,
      query({ limit: "3", ...(cursor && { cursor }) }),
    );
    all.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  assert.equal(all.length, 8);
  assert.equal(new Set(all).size, 8);
});

Deno.test("a cursor of another tenant leads nowhere", async () => {
  await using services = await testServices();
  const ada = await crew(services);
  const other = await services.user("zoe@globex.test");
  const cursor = String(other.userId);
  const { items } = await listPeople(services, ada, query({ cursor }));
  assert.deepEqual(items, []);
});

Deno.test("people are found by address, in any letter case, and by id, each once, in their own tenant alone", async () => {
  await using services = await testServices();
  const ada = await crew(services);
  const ben = await services.user("other@acme.test");
  const zoe = await services.user("zoe@globex.test");
  const find = async (...names: (string | number)[]) =>
    (await findPeople(services.db.query, "acme", names)).map(({ Id }) => Id);
  assert.deepEqual(await find("ADA@acme.test", ben.userId, ada.userId), [
    ada.userId,
    ben.userId,
  ]);
  assert.deepEqual(await find("zoe@globex.test", zoe.userId), []);
  assert.deepEqual(await find("gone@acme.test", "nobody@acme.test"), []);
  assert.deepEqual(await find(), []);
});

Deno.test("GET /api/people answers those who are signed in, and refuses a limit past 100", async () => {
  await using services = await testServices();
  const { userId } = await crew(services);
  const user = await services.db.query.selectFrom("Users").selectAll()
    .where("Id", "=", userId).executeTakeFirstOrThrow();
  const { token } = await startSession(services, user);
  const ask = testApp(services, { "/api/people": peopleRoute });
  const headers = { authorization: `Bearer ${token}` };
  const response = await ask("/api/people?q=ben", { headers });
  const [ben] = (await response.json()).items;
  assert.equal(ben.email, "ben@acme.test");

  const tooMany = await ask("/api/people?limit=101", { headers });
  assert.equal(tooMany.status, 422);
  assert.equal((await tooMany.json()).errors[0].path, "limit");
  assert.equal((await ask("/api/people")).status, 401);
});
