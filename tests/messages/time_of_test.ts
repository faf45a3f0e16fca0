import assert from "node:assert/strict";
import { testServices } from "../support/services.ts";
import { box, send } from "./given.ts";

const MINUTE_MS = 60_000;

Deno.test("a message never stands below an older one because the clock was set back", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  const sent: number[] = [];
  for (const move of [0, MINUTE_MS, -5 * MINUTE_MS, 1, MINUTE_MS]) {
    services.clock.advance(move);
    sent.push((await send(services, ada)).id);
  }
  const listed = await box(services, ben);
  assert.deepEqual(listed.map(({ id }) => id), sent.toReversed());
});

Deno.test("a clock that was days ahead is not followed", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  await services.user("ben@acme.test");
  services.clock.advance(9 * 86_400_000);
  await send(services, ada);
  services.clock.advance(-9 * 86_400_000);
  const { createdAt } = await send(services, ada);
  assert.equal(createdAt, services.clock.now().toISOString());
});
