import assert from "node:assert/strict";
import {
  DEMO_PASSWORD,
  DEMO_PASSWORD_HASH,
} from "../../lib/auth/demo_password.ts";
import { hashPassword, verifyPassword } from "../../lib/auth/password.ts";

const stored = await hashPassword("correct horse");

Deno.test("a password is known again, a wrong one is not", async () => {
  assert.equal(await verifyPassword("correct horse", stored), true);
  assert.equal(await verifyPassword("correct horsf", stored), false);
});

Deno.test("the same password is never stored alike, and its cost is stored with it", async () => {
  assert.notEqual(await hashPassword("correct horse"), stored);
  assert.match(stored, /^scrypt\$32768\$8\$3\$/);
});

Deno.test("a password is the same however the keyboard composes its accents", async () => {
  const stored = await hashPassword("mật khẩu".normalize("NFC"));
  assert.equal(await verifyPassword("mật khẩu".normalize("NFD"), stored), true);
});

Deno.test("a user without a password is refused, in the time that a wrong password takes", async () => {
  const measure = async (hash: string | null) => {
    const start = performance.now();
    assert.equal(await verifyPassword("wrong", hash), false);
    return performance.now() - start;
  };
  const known = Math.min(await measure(stored), await measure(stored));
  const unknown = Math.min(await measure(null), await measure(null));
  assert.ok(unknown > known / 10, `${unknown} ms against ${known} ms`);
});

Deno.test("the demo's written-down hash is that of its password", async () => {
  assert.equal(await verifyPassword(DEMO_PASSWORD, DEMO_PASSWORD_HASH), true);
});
