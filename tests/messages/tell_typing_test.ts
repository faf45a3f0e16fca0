import assert from "node:assert/strict";
import { tellTyping } from "../../lib/messages/tell_typing.ts";
import { subscriptionOf } from "../../lib/tenancy/subscription.ts";
import type { Actor } from "../../lib/auth/actor.ts";
import { type TestServices, testServices } from "../support/services.ts";
import { send } from "./given.ts";

/** The signals that somebody who polls is given. */
async function signalsFor(services: TestServices, actor: Actor) {
  const polled = await services.spine.poll(
    subscriptionOf(actor, null, services.clock),
    { limit: 1, waitMs: 0, signal: AbortSignal.timeout(5_000) },
  );
  assert.ok("signals" in polled);
  return polled.signals;
}

Deno.test("who writes a reply is told to the others of the message, and to nobody else", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  const carla = await services.user("carla@acme.test");
  const dan = await services.user("dan@acme.test");
  const { id } = await send(services, ada, {
    recipients: ["ben@acme.test", "carla@acme.test"],
  });
  await tellTyping(services, ben, id);
  const typing = {
    type: "typing",
    data: {
      userId: ben.userId,
      email: ben.email,
      name: ben.name,
      target: `thread:${id}`,
      until: "2026-01-15T09:00:05.000Z",
    },
  };
  assert.deepEqual(await signalsFor(services, ada), [typing]);
  assert.deepEqual(await signalsFor(services, carla), [typing]);
  assert.deepEqual(await signalsFor(services, ben), []);
  assert.deepEqual(await signalsFor(services, dan), []);

  await assert.rejects(tellTyping(services, dan, id), { status: 404 });
  assert.deepEqual(await signalsFor(services, ada), []);
});

Deno.test("who replies to an announcement is told to nobody", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  const others = Array.from({ length: 100 }, (_, n) => `reader${n}@acme.test`);
  for (const email of others) await services.user(email);
  const { id } = await send(services, ada, {
    recipients: ["ben@acme.test", ...others],
  });
  await tellTyping(services, ben, id);
  assert.deepEqual(await signalsFor(services, ada), []);
});
