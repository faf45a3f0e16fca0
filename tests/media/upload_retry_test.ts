import assert from "node:assert/strict";
import { eventsAfter } from "../messages/given.ts";
import {
  answerOf,
  type Asker,
  type MediaApi,
  mediaApi,
  textFile,
  UPLOAD,
} from "./api.ts";
import { keysOf } from "./store/store_contract.ts";

Deno.test("the same upload again takes nothing: it answers the files of the first", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const files = [textFile("one", "one.txt"), textFile("two", "two.txt")];
  const first = await uploadAs(ada, "c1", files);
  const again = await uploadAs(ada, "c1", files);
  assert.equal(first.status, 201);
  assert.equal(again.status, 200);
  assert.deepEqual(again.json, first.json);
  await holds(api, 2);
  assert.equal((await eventsAfter(api.services)).length, 2);
});

Deno.test("two attempts at once are one upload", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => uploadAs(ada, "c1", [textFile()])),
  );
  const ids = answers.map(({ json }) => json.items[0].id);
  assert.equal(new Set(ids).size, 1);
  assert.deepEqual(
    answers.map(({ status }) => status).sort(),
    [200, 200, 200, 200, 201],
  );
  await holds(api, 1);
});

Deno.test("an attempt that was refused or broke off counts for nothing", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const page = new File(["<p>"], "page.html", { type: "text/html" });
  assert.equal((await uploadAs(ada, "c1", [page])).status, 415);
  const broken = await answerOf(
    await ada.fetch(UPLOAD, {
      method: "POST",
      headers: { "content-type": "multipart/form-data; boundary=b" },
      body: [
        "--b",
        'content-disposition: form-data; name="clientId"',
        "",
        "c1",
        "--b",
        'content-disposition: form-data; name="file"; filename="a.txt"',
        "",
        "half of",
      ].join("\r\n"),
    }),
  );
  assert.equal(broken.status, 400);
  assert.equal((await uploadAs(ada, "c1", [textFile()])).status, 201);
  await holds(api, 1);
});

Deno.test("it is the uploader's own name: another's upload of that name is another", async () => {
  await using api = await mediaApi();
  for (const email of ["ada@acme.test", "ben@acme.test", "eve@other.test"]) {
    const somebody = await api.user(email);
    const { status, json } = await uploadAs(somebody, "c1", [textFile()]);
    assert.equal(status, 201);
    assert.equal(json.items[0].uploadedBy, email);
  }
  await holds(api, 3);
});

Deno.test("without a name each upload is one of its own, and a name that is none is refused", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  assert.equal((await ada.upload(textFile())).status, 201);
  assert.equal((await ada.upload(textFile())).status, 201);
  for (const name of ["", "x".repeat(101)]) {
    const { status, json } = await uploadAs(ada, name, [textFile()]);
    assert.equal(status, 422);
    assert.equal(json.errors[0].path, "clientId");
  }
  await holds(api, 2);
});

async function uploadAs(asker: Asker, clientId: string, files: File[]) {
  const body = new FormData();
  body.append("clientId", clientId);
  for (const file of files) body.append("file", file);
  return await answerOf(await asker.fetch(UPLOAD, { method: "POST", body }));
}

/** Asserts how many files are in the libraries, and that the store has as many objects. */
async function holds({ services }: MediaApi, count: number): Promise<void> {
  const rows = await services.db.query.selectFrom("MediaFiles").select("Id")
    .execute();
  assert.equal(rows.length, count);
  assert.equal((await keysOf(services.store)).length, count);
}
