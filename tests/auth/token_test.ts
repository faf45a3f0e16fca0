import assert from "node:assert/strict";
import { type JWTPayload, SignJWT } from "jose";
import { givenKeys } from "../../lib/auth/given_keys.ts";
import type { SessionKeys } from "../../lib/auth/session_keys.ts";
import { readToken, signToken } from "../../lib/auth/token.ts";
import { VerifiedTokens } from "../../lib/auth/verified_tokens.ts";
import { testServices } from "../support/services.ts";

const SECRET = "k".repeat(32);
const KEYS = givenKeys(`current:${btoa(SECRET)}`);
const OTHER_KEYS = givenKeys(`current:${btoa("x".repeat(32))}`);
const NOW = new Date("2026-01-15T09:00:00.000Z");
const MINUTE_MS = 60_000;

const inMinutes = (minutes: number) =>
  new Date(NOW.getTime() + minutes * MINUTE_MS);

const base64url = (value: unknown) =>
  btoa(typeof value === "string" ? value : JSON.stringify(value))
    .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

Deno.test("a token names its session for 15 minutes, and after that only for a refresh", async () => {
  const { token, expiresAt } = await signToken(
    KEYS,
    { sessionId: "s1", userId: 7 },
    NOW,
  );
  assert.equal(expiresAt, inMinutes(15).toISOString());
  const read = (minutes: number) => readToken(KEYS, token, inMinutes(minutes));
  assert.deepEqual(await read(0), { sessionId: "s1", expired: false });
  assert.deepEqual(await read(14), { sessionId: "s1", expired: false });
  assert.deepEqual(await read(15), { sessionId: "s1", expired: true });
  assert.deepEqual(await read(60 * 24 * 20), {
    sessionId: "s1",
    expired: true,
  });
});

const RIGHT: JWTPayload = {
  iss: "harbor",
  aud: "harbor",
  sub: "7",
  sid: "s1",
  exp: inMinutes(15).getTime() / 1_000,
};

/** Signed with our own key, so that only what the test changes can be wrong. */
const own = (payload: JWTPayload, header = {}) =>
  new SignJWT(payload)
    .setProtectedHeader({ alg: "HS256", kid: "current", typ: "JWT", ...header })
    .sign(new TextEncoder().encode(SECRET));

const FORGED: Record<string, () => string | Promise<string>> = {
  "nothing like a token": () => "no token",
  "an empty one": () => "",
  "a very long one": () => "a".repeat(100_000),
  "no algorithm (none) and no signature": () =>
    `${base64url({ alg: "none", typ: "JWT" })}.${base64url(RIGHT)}.`,
  "no algorithm (none) with a known key": () =>
    `${base64url({ alg: "none", kid: "current", typ: "JWT" })}.${
      base64url(RIGHT)
    }.`,
  "another algorithm, rightly signed": () =>
    new SignJWT(RIGHT)
      .setProtectedHeader({ alg: "HS512", kid: "current", typ: "JWT" })
      .sign(new TextEncoder().encode(SECRET.repeat(2))),
  "the header of another algorithm put before our signature": async () => {
    const [, payload, signature] = (await own(RIGHT)).split(".");
    const header = { alg: "RS256", kid: "current", typ: "JWT" };
    return [base64url(header), payload, signature].join(".");
  },
  "another key under the id of ours": async () =>
    (await signToken(OTHER_KEYS, { sessionId: "s1", userId: 7 }, NOW)).token,
  "an unknown key": () => own(RIGHT, { kid: "unknown" }),
  "no key's id": () => own(RIGHT, { kid: undefined }),
  "a changed payload": async () => {
    const [header, , signature] = (await own(RIGHT)).split(".");
    return [header, base64url({ ...RIGHT, sid: "s2" }), signature].join(".");
  },
  "another issuer": () => own({ ...RIGHT, iss: "elsewhere" }),
  "another audience": () => own({ ...RIGHT, aud: "elsewhere" }),
  "another issuer, expired": () =>
    own({ ...RIGHT, iss: "elsewhere", exp: 1_000 }),
  "another key, expired": async () =>
    (await signToken(
      OTHER_KEYS,
      { sessionId: "s1", userId: 7 },
      inMinutes(-60),
    )).token,
  "no end": () => own({ ...RIGHT, exp: undefined }),
  "no session": () => own({ ...RIGHT, sid: undefined }),
  "a session that is no text": () => own({ ...RIGHT, sid: { $ne: "" } }),
  "a payload that is no object": async () => {
    const header = base64url({ alg: "HS256", kid: "current", typ: "JWT" });
    const text = `${header}.${base64url("[]")}`;
    const { key } = await KEYS.signing();
    const mac = await crypto.subtle.sign(
      "HMAC",
      key,
      new TextEncoder().encode(text),
    );
    return `${text}.${base64url(String.fromCharCode(...new Uint8Array(mac)))}`;
  },
};

for (const [what, make] of Object.entries(FORGED)) {
  Deno.test(`a token with ${what} is none`, async () => {
    assert.equal(await readToken(KEYS, await make(), NOW), null);
  });
}

Deno.test("a forged token is no better for being shown twice", async () => {
  for (const make of Object.values(FORGED)) {
    const token = await make();
    await readToken(KEYS, token, NOW);
    assert.equal(await readToken(KEYS, token, NOW), null);
  }
});

Deno.test("a token that was found right is not verified again until it expires", async () => {
  const { token } = await signToken(KEYS, { sessionId: "s1", userId: 7 }, NOW);
  let lookUps = 0;
  const keys: SessionKeys = {
    ...KEYS,
    verifying: (id) => {
      lookUps++;
      return KEYS.verifying(id);
    },
    verified: new VerifiedTokens(2),
  };
  const read = (minutes: number) => readToken(keys, token, inMinutes(minutes));
  assert.deepEqual(await read(0), { sessionId: "s1", expired: false });
  assert.deepEqual(await read(14), { sessionId: "s1", expired: false });
  assert.equal(lookUps, 1);
  assert.deepEqual(await read(15), { sessionId: "s1", expired: true });
  assert.deepEqual(await read(15), { sessionId: "s1", expired: true });
  assert.equal(lookUps, 3);
});

Deno.test("of the tokens that were found right only so many are remembered", () => {
  const verified = new VerifiedTokens(2);
  const exp = inMinutes(15).getTime() / 1_000;
  for (const name of ["a", "b", "c"]) {
    verified.add(name, { sessionId: name, exp });
  }
  const known = ["a", "b", "c"].map((name) => verified.sessionOf(name, NOW));
  assert.deepEqual(known, [undefined, "b", "c"]);
});

Deno.test("the token that the forgeries start from is a good one", async () => {
  assert.deepEqual(await readToken(KEYS, await own(RIGHT), NOW), {
    sessionId: "s1",
    expired: false,
  });
});

Deno.test("an error of the key store is not taken for a bad token", async () => {
  const { token } = await signToken(KEYS, { sessionId: "s", userId: 1 }, NOW);
  const broken: SessionKeys = {
    ...KEYS,
    verified: new VerifiedTokens(),
    verifying: () => Promise.reject(new Error("database away")),
  };
  await assert.rejects(readToken(broken, token, NOW), /database away/);
});

Deno.test("a key's id that is no text is not looked up", async () => {
  await using services = await testServices();
  for (const kid of [{}, [], ["current"], { a: 1 }, 1, null, true]) {
    const header = base64url(JSON.stringify({ alg: "HS256", typ: "JWT", kid }));
    const token = `${header}.${base64url(JSON.stringify(RIGHT))}.AAAA`;
    assert.equal(await readToken(services.sessionKeys, token, NOW), null);
  }
});
