import { Buffer } from "node:buffer";
import { SettingsError } from "../settings.ts";
import { importSecret, SECRET_BYTES } from "./hmac_key.ts";
import type { SessionKey, SessionKeys } from "./session_keys.ts";
import { VerifiedTokens } from "./verified_tokens.ts";

/**
 * Keys from the environment: `id:secret,id2:secret2`, with secrets in base64. The first one signs,
 * all verify. To rotate, put a new one first and keep the old one for `KEY_VERIFIES_DAYS`.
 *
 * @throws {SettingsError} for any other form.
 */
export function givenKeys(text: string): SessionKeys {
  const secrets = text.split(",").map(parseKey);
  if (new Set(secrets.map(({ id }) => id)).size < secrets.length) {
    throw new SettingsError("SESSION_KEYS: two keys have the same id");
  }
  const keys = new Map<string, Promise<SessionKey>>(
    secrets.map(({ id, secret }) => [
      id,
      importSecret(secret).then((key) => ({ id, key })),
    ]),
  );
  return {
    signing: () => keys.get(secrets[0].id)!,
    verifying: async (id) => await keys.get(id),
    verified: new VerifiedTokens(),
  };
}

function parseKey(text: string) {
  // The error never has the text itself, which is a secret.
  const [, id, base64] = /^\s*([\w.-]{1,64}):([\w+/-]+={0,2})\s*$/.exec(text) ??
    fail('expected "id:secret" with the secret in base64, between commas');
  const secret = Uint8Array.from(Buffer.from(base64, "base64"));
  if (secret.byteLength < SECRET_BYTES) {
    fail(`the secret of "${id}" is shorter than ${SECRET_BYTES} bytes`);
  }
  return { id, secret };
}

function fail(why: string): never {
  throw new SettingsError(`SESSION_KEYS: ${why}`);
}
