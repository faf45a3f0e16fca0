import { OWN } from "../support/migrations.ts";
import assert from "node:assert/strict";
import { sql } from "kysely";
import { openDatabase, type Queries } from "../../lib/db/database.ts";
import { migrateUp } from "../../lib/db/migrate.ts";
import { problemOf } from "../../lib/http/problem_of.ts";
import { startHttpProxy } from "./http_proxy.ts";
import { startSqld } from "./sqld.ts";

/** A request may take ten seconds in all, of which the database gets the most. */
const BOUND_MS = 8_000;

/** Some fifty pages: a server that checkpoints by their number does so at every twentieth of them. */
const MUCH = "…".repeat(70_000);

const folder = await Deno.makeTempDir({ prefix: "harbor-test-" });
const sqld = await startSqld(folder);
const db = await openDatabase({ url: sqld.url });
await migrateUp(db, OWN);
Deno.test.afterAll(async () => {
  await db.close();
  await sqld[Symbol.asyncDispose]();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("while the server is away, everything that asks it is answered 503", async () => {
  await sqld.kill();
  const { done, refused } = db.writes;
  await isUnavailable(() => ids(db.query));
  await isUnavailable(() => db.read(ids));
  await isUnavailable(() => db.write((tx) => insert(tx, "away")));
  await sqld.restart();
  await db.write((tx) => insert(tx, "back"));
  assert.deepEqual(await idsLike("away"), []);
  assert.deepEqual(db.writes, { done: done + 1, refused: refused + 1 });
});

Deno.test("a server killed in the middle of a transaction has done none of it", async () => {
  for (const [name, next] of Object.entries({ query: insert, commit: pass })) {
    await isUnavailable(() =>
      db.write(async (tx) => {
        await insert(tx, `killed-${name}`);
        await sqld.kill();
        await sqld.restart();
        await next(tx, `killed-${name}-2`);
      })
    );
  }
  await isUnavailable(() =>
    db.read(async (tx) => {
      await ids(tx);
      await sqld.kill();
      await sqld.restart();
      await ids(tx);
    })
  );
  assert.deepEqual(await idsLike("killed"), []);
});

Deno.test("a server that stands still is waited for, but not for long", async () => {
  sqld.pause();
  await Promise.all([
    isUnavailable(() => ids(db.query)),
    isUnavailable(() => db.read(ids)),
    isUnavailable(() => db.write((tx) => insert(tx, "still"))),
  ]);
  sqld.resume();
  await db.write((tx) => insert(tx, "moving"));
  assert.deepEqual(await idsLike("moving"), ["moving"]);
});

Deno.test("nor does anybody wait long behind others who wait for it", async () => {
  sqld.pause();
  const all = [
    ...Array.from({ length: 60 }, () => () => ids(db.query)),
    ...Array.from({ length: 60 }, () => () => db.read(ids)),
    ...Array.from(
      { length: 200 },
      (_, n) => () => db.write((tx) => insert(tx, `line-${n}`)),
    ),
  ];
  await Promise.all(all.map((ask) => isUnavailable(ask, 10_000)));
  sqld.resume();
  await db.write(pass);
  assert.deepEqual(await idsLike("line"), []);
});

Deno.test("a transaction that the server gave up leaves nothing, even when its work goes on", async () => {
  const other = await openDatabase({ url: sqld.url });
  let waiter: Promise<unknown> | undefined;
  await isUnavailable(() =>
    db.write(async (tx) => {
      await insert(tx, "given-up-1");
      // Another writer may take the lock from one that has held it for five seconds.
      waiter = other.write((tx) => insert(tx, "waiter"));
      await waiter;
      await insert(tx, "given-up-2").catch(() => {});
      await insert(tx, "given-up-3");
    })
  );
  await waiter;
  await other.close();
  assert.deepEqual(await idsLike("given-up"), []);
  assert.deepEqual(await idsLike("waiter"), ["waiter"]);
});

Deno.test("when the answer to a commit is lost, nobody is told that nothing was changed", async () => {
  await using proxy = startHttpProxy(sqld.url);
  const away = await openDatabase({ url: proxy.url });
  proxy.loseAnswers((body) => body.includes('"COMMIT"'));
  const thrown = await away.write((tx) => insert(tx, "lost")).catch((e) => e);
  const problem = problemOf(thrown, "/");
  assert.equal(problem.status, 503);
  assert.ok(problem.options.headers?.["retry-after"]);
  assert.doesNotMatch(problem.detail, /nothing was changed/);
  assert.deepEqual(await idsLike("lost"), ["lost"]);
  await away.close();
});

Deno.test("of works that share a transaction, one that fails takes back what it did, and no more", async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, (_, n) =>
      db.write(async (tx) => {
        await insert(tx, `shared-${n}`);
        if (n % 3 === 1) await insert(tx, "shared-0");
        if (n % 3 === 2) throw new Error("no");
      })),
  );
  assert.deepEqual(
    outcomes.flatMap(({ status }, n) => status === "fulfilled" ? [n] : []),
    [0, 3, 6, 9],
  );
  assert.deepEqual(
    await idsLike("shared"),
    ["shared-0", "shared-3", "shared-6", "shared-9"],
  );
});

Deno.test("a transaction costs a request for each statement, and one for the commit", async () => {
  await using proxy = startHttpProxy(sqld.url);
  const counted = await openDatabase({ url: proxy.url });
  const work = (name: string) => async (tx: Queries) => {
    await insert(tx, `${name}-1`);
    await insert(tx, `${name}-2`);
  };
  await counted.write(work("alone"));
  assert.equal(proxy.taken().length, 2 + 1);
  const names = ["a", "b", "c", "d"].map((name) => `together-${name}`);
  await Promise.all(names.map((name) => counted.write(work(name))));
  assert.equal(proxy.taken().length, 2 * names.length + 1);
  assert.equal((await idsLike("together")).length, 2 * names.length);
  await counted.close();
});

Deno.test("what the works of a transaction put off costs one request for all of them", async () => {
  await using proxy = startHttpProxy(sqld.url);
  const counted = await openDatabase({ url: proxy.url });
  await Promise.all(
    Array.from({ length: 5 }, (_, n) =>
      counted.write(async (tx, later) => {
        await insert(tx, `now-${n}`);
        for (const name of ["a", "b"]) {
          later(insertion(tx, `put-off-${n}${name}`));
        }
      })),
  );
  assert.equal(proxy.taken().length, 5 + 1 + 1);
  assert.equal((await idsLike("put-off")).length, 5 * 2);
  await counted.close();
});

Deno.test("independent works share each request, and the others follow them", async () => {
  await using proxy = startHttpProxy(sqld.url);
  const counted = await openDatabase({ url: proxy.url });
  const write = (n: number, independent: boolean) =>
    counted.write(async (tx) => {
      await ids(tx);
      await insert(tx, `beside-${n}`);
      return n;
    }, { independent });
  const written = await Promise.all(
    [true, false, true, true, true].map((independent, n) =>
      write(n, independent)
    ),
  );
  assert.deepEqual(written, [0, 1, 2, 3, 4]);
  // The four read, the four insert, the fifth does each by itself; then the commit.
  assert.equal(proxy.taken().length, 2 + 2 + 1);
  assert.equal((await idsLike("beside")).length, 5);
  await counted.close();
});

Deno.test("of independent works, too, one that fails takes back what it did, and no more", async () => {
  await db.write((tx) => insert(tx, "taken"));
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, (_, n) =>
      db.write(async (tx, later) => {
        if (n === 3) throw new Error("no");
        await insert(tx, n % 3 === 1 ? "taken" : `independent-${n}`);
        later(insertion(tx, n % 3 === 2 ? "taken" : `independent-later-${n}`));
      }, { independent: true })),
  );
  assert.deepEqual(
    outcomes.flatMap(({ status }, n) => status === "fulfilled" ? [n] : []),
    [0, 6, 9],
  );
  assert.deepEqual(
    await idsLike("independent"),
    [0, 6, 9].map((n) => `independent-${n}`).concat(
      [0, 6, 9].map((n) => `independent-later-${n}`),
    ),
  );
});

Deno.test("single statements of the same moment share a request, and one that is wrong spoils no other", async () => {
  await using proxy = startHttpProxy(sqld.url);
  const counted = await openDatabase({ url: proxy.url });
  await Promise.all(Array.from({ length: 20 }, () => ids(counted.query)));
  assert.equal(proxy.taken().length, 1);
  const wrong = sql`SELECT * FROM Nowhere`.execute(counted.query);
  const [right, refused] = await Promise.allSettled([
    ids(counted.query),
    wrong,
  ]);
  assert.equal(right.status, "fulfilled");
  assert.equal(refused.status, "rejected");
  assert.match(refused.reason.message, /no such table: Nowhere/);
  await counted.close();
});

Deno.test("several who write much at the same time all get on: none is left with a lock that nobody has", async () => {
  const isolates = await Promise.all(
    Array.from({ length: 6 }, () => openDatabase({ url: sqld.url })),
  );
  const written = await Promise.all(isolates.map(async (isolate, n) => {
    const end = performance.now() + 6_000;
    let count = 0;
    for (; performance.now() < end; count++) {
      await isolate.write((tx) => insert(tx, `much-${n}-${count}`, MUCH));
    }
    return count;
  }));
  assert.equal(
    (await idsLike("much")).length,
    written.reduce((sum, count) => sum + count, 0),
  );
  await Promise.all(isolates.map((isolate) => isolate.close()));
});

async function isUnavailable(
  ask: () => Promise<unknown>,
  boundMs = BOUND_MS,
): Promise<void> {
  const startedAt = performance.now();
  const thrown = await ask().then(
    () => assert.fail("it was answered"),
    (error) => error,
  );
  const took = performance.now() - startedAt;
  assert.ok(took < boundMs, `it took ${took} ms`);
  assert.equal(problemOf(thrown, "/").status, 503, Deno.inspect(thrown));
}

function insert(tx: Queries, id: string, name = id) {
  return tx.executeQuery(insertion(tx, id, name));
}

function insertion(tx: Queries, id: string, name = id) {
  return tx.insertInto("Tenants")
    .values({ Id: id, Name: name, CreatedAt: "2026-01-15T09:00:00.000Z" })
    .compile();
}

async function pass(_tx: Queries): Promise<void> {}

async function ids(queries: Queries): Promise<string[]> {
  const rows = await queries.selectFrom("Tenants").select("Id").orderBy("Id")
    .execute();
  return rows.map(({ Id }) => Id);
}

async function idsLike(start: string): Promise<string[]> {
  return (await ids(db.query)).filter((id) => id.startsWith(start));
}
