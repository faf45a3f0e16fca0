import assert from "node:assert/strict";
import type { Actor } from "../../lib/auth/actor.ts";
import {
  CONNECTING,
  createRateLimits,
  type RateLimit,
} from "../../lib/auth/rate_limits.ts";
import { WRITING } from "../../lib/auth/route_rates.ts";
import { TokenBuckets } from "../../lib/auth/token_buckets.ts";
import { Problem } from "../../lib/http/problem.ts";
import { UPLOADING } from "../../lib/media/rates.ts";
import { SENDING } from "../../lib/messages/rates.ts";
import { AREAS } from "../../lib/areas.ts";
import { readSettings } from "../../lib/settings.ts";

const actor = (userId: number) => ({ userId }) as Actor;

function limits(environment: Record<string, string>) {
  let time = 0;
  const { rates } = readSettings(environment, AREAS);
  const limits = createRateLimits(rates, () => time);
  const taking = (limit: RateLimit) => (actor: Actor) =>
    limits.take(limit, actor);
  return {
    connect: taking(CONNECTING),
    send: taking(SENDING),
    upload: taking(UPLOADING),
    login: limits.login,
    write: (actor: Actor, bytes: number) => limits.take(WRITING, actor, bytes),
    pass: (seconds: number) => time += seconds * 1000,
  };
}

/** How many of `tries` are let through. */
function passed(tries: number, attempt: () => unknown): number {
  let count = 0;
  for (let n = 0; n < tries; n++) {
    try {
      attempt();
      count++;
    } catch (error) {
      assert.ok(error instanceof Problem && error.status === 429);
    }
  }
  return count;
}

Deno.test("a user may send a burst, then as fast as the bucket fills, whatever others do", () => {
  const { send, pass } = limits({ RATE_LIMIT_SEND: "5/2" });
  assert.equal(passed(9, () => send(actor(1))), 5);
  assert.equal(passed(9, () => send(actor(2))), 5);
  pass(1);
  assert.equal(passed(9, () => send(actor(1))), 2);
  pass(1_000);
  assert.equal(passed(9, () => send(actor(1))), 5);
});

Deno.test("of bytes a user may say a bucketful, then as many as flow in; what is larger than a bucket empties it", () => {
  const { write, pass } = limits({ RATE_LIMIT_WRITE_BYTES: "1000/100" });
  assert.equal(passed(9, () => write(actor(1), 400)), 2);
  assert.throws(() => write(actor(1), 400), /^Problem: Too many bytes.* 2 s/);
  assert.equal(passed(1, () => write(actor(1), 200)), 1);
  pass(10);
  assert.equal(passed(9, () => write(actor(1), 5_000)), 1);
  assert.equal(passed(1, () => write(actor(1), 0)), 1);
});

Deno.test("files are counted apart from messages, and a refusal speaks of them", () => {
  const { send, upload } = limits({ RATE_LIMIT_SEND: "2/1" });
  assert.equal(passed(9, () => upload(actor(1))), 2);
  assert.equal(passed(9, () => send(actor(1))), 2);
  assert.throws(() => upload(actor(1)), /^Problem: Too many files/);
});

Deno.test("a refusal says in how many seconds it is worth trying", () => {
  const { connect, pass } = limits({ RATE_LIMIT_CONNECT: "1/0.1" });
  connect(actor(1));
  pass(3);
  assert.throws(() => connect(actor(1)), (error: Problem) => {
    assert.equal(error.toResponse().headers.get("retry-after"), "7");
    return true;
  });
  pass(7);
  connect(actor(1));
});

Deno.test("guesses at a password are counted by account and address; a right one is no guess", () => {
  const { login } = limits({ RATE_LIMIT_LOGIN: "3/0.1" });
  assert.equal(passed(9, () => login("ada@acme.test", "10.0.0.1")()), 9);
  assert.equal(passed(9, () => login("ADA@acme.test", "10.0.0.1")), 3);
  assert.equal(passed(9, () => login("ada@acme.test", "10.0.0.2")), 3);
  assert.equal(passed(9, () => login("ben@acme.test", "10.0.0.1")), 3);
});

Deno.test("one address has ten times as many logins, whatever the accounts", () => {
  const { login } = limits({ RATE_LIMIT_LOGIN: "3/0.1" });
  let n = 0;
  assert.equal(passed(99, () => login(`user${n++}@acme.test`, "10.0.0.1")), 30);
});

Deno.test("off lifts a limit", () => {
  const { send } = limits({ RATE_LIMIT_SEND: "off" });
  assert.equal(passed(10_000, () => send(actor(1))), 10_000);
});

Deno.test("keys that have been quiet are forgotten", () => {
  let time = 0;
  const buckets = new TokenBuckets({ burst: 1, perSecond: 1 }, () => time);
  for (let n = 0; n < 50_000; n++) {
    time += 1;
    buckets.take(`key ${n}`);
  }
  assert.ok(buckets.size < 12_000, `${buckets.size} are kept`);
});
