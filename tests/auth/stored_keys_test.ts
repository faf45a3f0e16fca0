import assert from "node:assert/strict";
import { createSessionKeys } from "../../lib/auth/create_session_keys.ts";
import { databaseLocation } from "../../lib/db/location.ts";
import { openDatabase } from "../../lib/db/database.ts";
import { type TestServices, testServices } from "../support/services.ts";

const DAY_MS = 24 * 3_600_000;

/** The keys as another isolate has them. */
const isolate = ({ db, settings, clock }: TestServices) =>
  createSessionKeys(db, settings, clock);

Deno.test("isolates that start at once make one key between them", async () => {
  await using services = await testServices();
  const { clock, settings } = services;
  const others = await Promise.all(
    [1, 2, 3].map(() => openDatabase(databaseLocation(settings))),
  );
  const ids = await Promise.all(
    [services.db, ...others].map(async (db) =>
      (await createSessionKeys(db, settings, clock).signing()).id
    ),
  );
  await Promise.all(others.map((db) => db.close()));
  assert.equal(new Set(ids).size, 1);
});

Deno.test("a key signs for 30 days; then whoever signs first makes the next", async () => {
  await using services = await testServices();
  const [here, there] = [isolate(services), isolate(services)];
  const first = (await here.signing()).id;
  services.clock.advance(30 * DAY_MS - 1);
  assert.equal((await here.signing()).id, first);
  services.clock.advance(1);
  const second = (await here.signing()).id;
  assert.notEqual(second, first);
  assert.equal((await there.signing()).id, second);
});

Deno.test("an isolate learns of a key that another made after it had looked", async () => {
  await using services = await testServices();
  const [here, there] = [isolate(services), isolate(services)];
  assert.equal(await there.verifying("unknown"), undefined);
  const { id } = await here.signing();
  assert.equal((await there.verifying(id))?.id, id);
});

Deno.test("a key verifies for as long as a session can outlive its last token, and is then deleted", async () => {
  await using services = await testServices();
  const keys = isolate(services);
  const { id: first } = await keys.signing();
  services.clock.advance(30 * DAY_MS);
  await keys.signing();
  services.clock.advance(30 * DAY_MS);
  await keys.signing();
  assert.equal((await keys.verifying(first))?.id, first);

  services.clock.advance(DAY_MS);
  assert.equal(await keys.verifying(first), undefined);
  services.clock.advance(29 * DAY_MS);
  await keys.signing();
  const rows = await services.db.query.selectFrom("SessionKeys").select("Id")
    .where("Id", "=", first).execute();
  assert.deepEqual(rows, []);
});
