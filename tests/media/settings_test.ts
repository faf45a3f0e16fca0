import assert from "node:assert/strict";
import { AREAS } from "../../lib/areas.ts";
import { readSettings, SettingsError } from "../../lib/settings.ts";

const BUCKET = {
  S3_ENDPOINT: "https://account.r2.cloudflarestorage.com",
  S3_BUCKET: "harbor",
  S3_ACCESS_KEY_ID: "key",
  S3_SECRET_ACCESS_KEY: "secret",
};

Deno.test("files are in a folder, or in a bucket that is named whole", () => {
  assert.equal(readSettings({}, AREAS).bucket, null);
  assert.deepEqual(readSettings(BUCKET, AREAS).bucket, {
    endpoint: BUCKET.S3_ENDPOINT,
    bucket: "harbor",
    region: "auto",
    accessKeyId: "key",
    secretAccessKey: "secret",
  });
  for (const name of Object.keys(BUCKET)) {
    if (name === "S3_ENDPOINT") continue;
    assert.throws(
      () => readSettings({ ...BUCKET, [name]: "" }, AREAS),
      (error) =>
        error instanceof SettingsError &&
        error.message === `${name}: is needed with S3_ENDPOINT`,
    );
  }
});

Deno.test("a wrong name of a bucket is shown, and the secret is not", () => {
  assert.throws(
    () => readSettings({ ...BUCKET, S3_BUCKET: "no bucket" }, AREAS),
    (error: Error) =>
      /^S3_BUCKET: .*"no bucket"/.test(error.message) &&
      !error.message.includes(BUCKET.S3_SECRET_ACCESS_KEY),
  );
});
