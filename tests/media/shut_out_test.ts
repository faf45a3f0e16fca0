import assert from "node:assert/strict";
import { changeUser } from "../../lib/tenancy/change_user.ts";
import { answerOf, mediaApi, UPLOAD } from "./api.ts";
import { keysOf } from "./store/store_contract.ts";

Deno.test("an upload that comes to its end after its uploader was shut out leaves nothing", async () => {
  await using api = await mediaApi();
  const { services } = api;
  const ada = await api.user("ada@acme.test");
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const body = writable.getWriter();
  const text = new TextEncoder();
  const answered = ada.fetch(UPLOAD, {
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=x" },
    body: readable,
  });
  await body.write(text.encode(
    `--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nHello`,
  ));
  await changeUser(services, null, ada.actor.userId, { isActive: false });
  await body.write(text.encode("\r\n--x--\r\n"));
  await body.close();

  const { status } = await answerOf(await answered);
  assert.equal(status, 401);
  assert.deepEqual(await keysOf(services.store), []);
  const files = await services.db.query.selectFrom("MediaFiles").select("Id")
    .execute();
  assert.deepEqual(files, []);
});
