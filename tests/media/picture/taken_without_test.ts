import assert from "node:assert/strict";
import { atMost } from "../../../lib/http/at_most.ts";
import { mediaApi } from "../api.ts";
import * as samples from "../samples.ts";
import { fileOf } from "../samples.ts";

Deno.test("a picture that finds too many others waiting is taken without a thumbnail", async () => {
  await using api = await mediaApi();
  const { services } = api;
  services.turns = { ...services.turns, picture: atMost(1, 0) };
  const ada = await api.user("ada@acme.test");
  const gate = Promise.withResolvers<void>();
  const other = services.turns.picture(() => gate.promise);
  const png = fileOf(await samples.picture("png"), "a.png", "image/png");
  const { status, json } = await ada.upload(png);
  assert.equal(status, 201, JSON.stringify(json));
  assert.equal(json.items[0].hasThumbnail, false);
  gate.resolve();
  await other;
  assert.equal((await ada.upload(png)).json.items[0].hasThumbnail, true);
});

Deno.test("a BigTIFF, which is not read here, is taken without a thumbnail", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const bytes = new TextEncoder().encode(`II+\0\x08\0\0\0${"\0".repeat(200)}`);
  const { status, json } = await ada.upload(fileOf(bytes, "a.tif"));
  assert.equal(status, 201, JSON.stringify(json));
  assert.equal(json.items[0].hasThumbnail, false);
});
