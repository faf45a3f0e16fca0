import assert from "node:assert/strict";
import { eventsAfter } from "../messages/given.ts";
import * as readyz from "../../routes/readyz.ts";
import { metricsText } from "../../lib/watch/metrics.ts";
import { createDiskRoomLook } from "../../lib/db/disk_room.ts";
import { testApp } from "../http/app.ts";
import { mediaApi, textFile } from "./api.ts";
import { keysOf } from "./store/store_contract.ts";

Deno.test("a disk that is full but for its reserve takes no files or messages, and lets delete", async () => {
  await using api = await mediaApi();
  const { services } = api;
  const ada = await api.user("ada@acme.test");
  await api.user("ben@acme.test");
  const id = await ada.give(textFile());
  const ask = testApp(services, { "/readyz": readyz });
  assert.equal(await (await ask("/readyz")).text(), "ready\n");
  const { settings, diskRoom } = services;
  const before = await keysOf(services.store);
  const events = (await eventsAfter(services)).length;

  const diskReserveBytes = Number.MAX_SAFE_INTEGER;
  services.diskRoom = createDiskRoomLook({ ...settings, diskReserveBytes });
  for (const answer of [await ada.upload(textFile()), await ada.send([])]) {
    assert.equal(answer.status, 503);
    assert.equal(answer.headers.get("retry-after"), "60");
    assert.match(answer.json.detail, /disk/);
  }
  assert.deepEqual(await keysOf(services.store), before);
  assert.equal((await eventsAfter(services)).length, events);
  const ready = await ask("/readyz");
  assert.equal(ready.status, 200);
  assert.match(await ready.text(), /uploads and messages are refused/);
  const reserve = `\nharbor_disk_reserve_bytes ${Number.MAX_SAFE_INTEGER}\n`;
  assert.ok((await metricsText(services)).includes(reserve));
  assert.equal((await ada.ask(`/api/media/${id}`)).status, 200);
  assert.equal((await ada.ask(`/api/media/${id}`, "DELETE")).status, 204);

  services.diskRoom = diskRoom;
  assert.equal((await ada.upload(textFile())).status, 201);
  assert.equal((await ada.send([])).status, 201);
});
