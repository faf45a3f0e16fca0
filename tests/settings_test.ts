import assert from "node:assert/strict";
import { readSettings, SettingsError } from "../lib/settings.ts";

const BUCKET = {
  S3_ENDPOINT: "https://account.r2.cloudflarestorage.com",
  S3_BUCKET: "harbor",
  S3_ACCESS_KEY_ID: "key",
  S3_SECRET_ACCESS_KEY: "secret",
};

Deno.test("files are in a folder, or in a bucket that is named whole", () => {
  assert.equal(readSettings({}).bucket, null);
  assert.deepEqual(readSettings(BUCKET).bucket, {
    endpoint: BUCKET.S3_ENDPOINT,
    bucket: "harbor",
    region: "auto",
    accessKeyId: "key",
    secretAccessKey: "secret",
  });
  for (const name of Object.keys(BUCKET)) {
    if (name === "S3_ENDPOINT") continue;
    assert.throws(
      () => readSettings({ ...BUCKET, [name]: "" }),
      (error) =>
        error instanceof SettingsError &&
        error.message === `${name}: is needed with S3_ENDPOINT`,
    );
  }
});

Deno.test("what is wrong is named with its value, unless that is a secret", () => {
  assert.throws(
    () => readSettings({ ...BUCKET, S3_BUCKET: "no bucket" }),
    /^SettingsError: S3_BUCKET: .*"no bucket"/,
  );
  assert.throws(
    () => readSettings({ PORT: "none", METRICS_TOKEN: "short" }),
    (error: Error) =>
      /PORT: .*"none"/.test(error.message) &&
      /METRICS_TOKEN: /.test(error.message) &&
      !/"short"/.test(error.message),
  );
});
