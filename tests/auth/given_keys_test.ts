import assert from "node:assert/strict";
import { givenKeys } from "../../lib/auth/given_keys.ts";
import { SettingsError } from "../../lib/settings.ts";

const secret = (byte: number, length = 32) =>
  btoa(String.fromCharCode(...new Array(length).fill(byte)));

Deno.test("of given keys the first signs and all verify", async () => {
  const keys = givenKeys(`new:${secret(1)}, old:${secret(2)}`);
  assert.equal((await keys.signing()).id, "new");
  assert.equal((await keys.verifying("old"))?.id, "old");
  assert.equal(await keys.verifying("other"), undefined);
});

const WRONG = {
  "no id": secret(1),
  "an empty list": "",
  "a trailing comma": `a:${secret(1)},`,
  "a secret that is not base64": "a:not*base64",
  "a short secret": `a:${secret(1, 31)}`,
  "the same id twice": `a:${secret(1)},a:${secret(2)}`,
};

for (const [what, text] of Object.entries(WRONG)) {
  Deno.test(`given keys with ${what} are refused, in words that hold no secret`, () => {
    assert.throws(
      () => givenKeys(text),
      (error) =>
        error instanceof SettingsError &&
        error.message.startsWith("SESSION_KEYS: ") &&
        !error.message.includes(secret(1)),
    );
  });
}
