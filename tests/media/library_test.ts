import assert from "node:assert/strict";
import { fillFile } from "../../lib/media/lean.ts";
import { eventsAfter } from "../messages/given.ts";
import { keysOf } from "./store/store_contract.ts";
import { type Asker, mediaApi, textFile } from "./api.ts";
import * as samples from "./samples.ts";
import { fileOf } from "./samples.ts";

Deno.test("the library has the own files and those that are shared, newest first", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const ben = await api.user("ben@acme.test");
  const gina = await api.user("gina@globex.test");
  const give = async (asker: Asker, name: string, shared = false) => {
    api.services.clock.advance(1_000);
    const id = await asker.give(textFile("x", name));
    if (shared) await asker.ask(`/api/media/${id}`, "PATCH", { shared });
  };
  await give(ada, "a1.txt");
  await give(ada, "a2.txt", true);
  await give(ben, "b1.txt");
  await give(ben, "b2.txt", true);
  await give(gina, "g1.txt", true);
  await give(ada, "a3.txt");

  assert.deepEqual(await names(ada), ["a3.txt", "b2.txt", "a2.txt", "a1.txt"]);
  assert.deepEqual(await names(ada, "scope=own"), [
    "a3.txt",
    "a2.txt",
    "a1.txt",
  ]);
  assert.deepEqual(await names(ada, "scope=shared"), ["b2.txt", "a2.txt"]);
  assert.deepEqual(await names(ben), ["b2.txt", "b1.txt", "a2.txt"]);
  assert.deepEqual(await names(gina), ["g1.txt"]);
});

Deno.test("it comes in pages, each file once", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const ben = await api.user("ben@acme.test");
  const all: string[] = [];
  for (let index = 0; index < 7; index++) {
    // Some at the same moment.
    if (index % 3 === 0) api.services.clock.advance(1_000);
    const asker = index % 2 === 0 ? ada : ben;
    const id = await asker.give(textFile("x", `${index}.txt`));
    await asker.ask(`/api/media/${id}`, "PATCH", { shared: true });
    all.unshift(`${index}.txt`);
  }
  const got: string[] = [];
  let cursor = "";
  for (let page = 0; page < 4; page++) {
    const { json } = await ada.ask(`/api/media?limit=2${cursor}`);
    got.push(...json.items.map((item: { fileName: string }) => item.fileName));
    assert.equal(json.nextCursor === null, page === 3);
    cursor = `&cursor=${json.nextCursor}`;
  }
  assert.deepEqual(got, all);
  assert.equal((await ada.ask("/api/media?cursor=x")).status, 422);
});

Deno.test("it is searched by name and description, and filtered by kind", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const id = await ada.give(textFile("x", "Quarter_1.txt"));
  await ada.give(textFile("x", "Quarter11.txt"));
  await ada.give(fileOf(await samples.picture("png"), "crane.png"));
  await ada.ask(`/api/media/${id}`, "PATCH", {
    description: "100 % of berths",
  });
  assert.deepEqual(await names(ada, "q=quarter"), [
    "Quarter11.txt",
    "Quarter_1.txt",
  ]);
  assert.deepEqual(await names(ada, "q=r_1"), ["Quarter_1.txt"]);
  assert.deepEqual(await names(ada, "q=0%20%25"), ["Quarter_1.txt"]);
  assert.deepEqual(await names(ada, "q=nothing"), []);
  assert.deepEqual(await names(ada, "type=image"), ["crane.png"]);
  assert.equal((await ada.ask("/api/media?type=program")).status, 422);
});

Deno.test("a search knows no case and no accents, in whatever script and form", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const vietnamese = "Báo Cáo Đà Nẵng.txt";
  await ada.give(textFile("x", vietnamese.normalize("NFD")));
  const id = await ada.give(textFile("x", "ΑΘΗΝΑ.txt"));
  const search = (q: string) => names(ada, `q=${encodeURIComponent(q)}`);
  for (
    const q of [vietnamese, "BÁO CÁO", "báo cáo".normalize("NFD"), "bao cao"]
  ) {
    assert.deepEqual(await search(q), [vietnamese], q);
  }
  assert.deepEqual(await search("đà nẵng"), [vietnamese]);
  assert.deepEqual(await search("da nang"), [vietnamese]);
  assert.deepEqual(await search("αθήνα"), ["ΑΘΗΝΑ.txt"]);

  const description = "Für Ärzte";
  const patch = { fileName: "Pläne.txt", description };
  await ada.ask(`/api/media/${id}`, "PATCH", patch);
  for (const q of ["PLÄNE", "für ärzte", "arzte"]) {
    assert.deepEqual(await search(q), ["Pläne.txt"], q);
  }
  assert.deepEqual(await search("αθήνα"), []);
});

Deno.test("a file can be renamed, described and shared, and its windows hear of it", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const id = await ada.give(textFile("x", "draft.txt"));
  const { status, json } = await ada.ask(`/api/media/${id}`, "PATCH", {
    fileName: "../final",
    description: "For the board",
  });
  assert.equal(status, 200);
  assert.equal(json.fileName, "final.txt");
  assert.equal(json.description, "For the board");
  assert.equal(json.shared, false);
  const event = (await eventsAfter(api.services)).at(-1)!;
  assert.equal(event.type, "media:update");
  assert.deepEqual(event.topics, [`user:${ada.actor.userId}`]);
  assert.deepEqual(fillFile(event.data.payload), json);

  const shared = await ada.ask(`/api/media/${id}`, "PATCH", { shared: true });
  assert.equal(shared.json.shared, true);
  assert.equal(shared.json.description, "For the board");
  assert.deepEqual((await eventsAfter(api.services)).at(-1)!.topics, [
    "tenant",
  ]);
});

Deno.test("a new name cannot say another type", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const id = await ada.give(textFile("x", "draft.txt"));
  for (
    const [given, kept] of [
      ["page.html", "page.html.txt"],
      ["\u202egnp.exe", "gnp.exe.txt"],
      [".txt", "txt.txt"],
      ["notes.text", "notes.text"],
    ]
  ) {
    const { json } = await ada.ask(`/api/media/${id}`, "PATCH", {
      fileName: given,
    });
    assert.equal(json.fileName, kept);
  }
  for (const fileName of ["", "  ", "a\u0000b", "x".repeat(256)]) {
    const patch = { fileName };
    const { status } = await ada.ask(`/api/media/${id}`, "PATCH", patch);
    assert.equal(status, 422);
  }
});

Deno.test("when it is shared no more, the others are told to forget it", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const id = await ada.give();
  await ada.ask(`/api/media/${id}`, "PATCH", { shared: true });
  const before = (await eventsAfter(api.services)).length;
  await ada.ask(`/api/media/${id}`, "PATCH", { shared: false });
  const events = (await eventsAfter(api.services)).slice(before);
  assert.deepEqual(
    events.map(({ topics, data }) => [topics, data.payload.deleted]),
    [
      [["tenant"], true],
      [[`user:${ada.actor.userId}`], undefined],
    ],
  );
});

Deno.test("what is in no message is gone with its content when it is deleted", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const png = fileOf(await samples.picture("png"), "a.png");
  const id = await ada.give(png);
  assert.equal((await keysOf(api.services.store)).length, 2);
  assert.equal((await ada.ask(`/api/media/${id}`, "DELETE")).status, 204);
  assert.deepEqual(await keysOf(api.services.store), []);
  assert.equal((await ada.ask(`/api/media/${id}`)).status, 404);
  assert.equal((await ada.ask(`/api/media/${id}`, "DELETE")).status, 404);
  const event = (await eventsAfter(api.services)).at(-1)!;
  assert.deepEqual(event.data.payload, { id, deleted: true });
});

Deno.test("what is in a message stays readable there until it is in none", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const ben = await api.user("ben@acme.test");
  const id = await ada.give(textFile("kept", "kept.txt"));
  const { json: message } = await ada.send([id]);
  assert.equal((await ada.ask(`/api/media/${id}`, "DELETE")).status, 204);

  assert.deepEqual(await names(ada), []);
  for (const asker of [ada, ben]) {
    const content = await asker.fetch(`/api/media/${id}/content`);
    assert.equal(await content.text(), "kept");
  }
  assert.equal((await ada.send([id])).status, 422);
  const rename = await ada.ask(`/api/media/${id}`, "PATCH", { fileName: "x" });
  assert.equal(rename.status, 403);

  const [attachment] = message.attachments;
  const path = `/api/messaging/attachments/${attachment.id}`;
  assert.equal((await ada.ask(path, "DELETE")).status, 204);
  assert.equal((await ada.ask(`/api/media/${id}`)).status, 404);
  assert.deepEqual(await keysOf(api.services.store), []);
});

Deno.test("when the store is away, what was deleted is deleted all the same", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const id = await ada.give();
  api.services.store.delete = () => Promise.reject(new Error("away"));
  assert.equal((await ada.ask(`/api/media/${id}`, "DELETE")).status, 204);
  assert.equal((await ada.ask(`/api/media/${id}`)).status, 404);
});

Deno.test("a file says which of the asker's messages it is in", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const ben = await api.user("ben@acme.test");
  const cem = await api.user("cem@acme.test");
  const id = await ada.give();
  await ada.ask(`/api/media/${id}`, "PATCH", { shared: true });
  await ada.send([id], { subject: "To Ben" });
  await ada.send([id], { subject: "To Cem", recipients: ["cem@acme.test"] });
  const usedIn = async (asker: Asker) => {
    const { json } = await asker.ask(`/api/media/${id}`);
    return json.usedIn.map(({ subject }: { subject: string }) => subject);
  };
  assert.deepEqual(await usedIn(ada), ["To Cem", "To Ben"]);
  assert.deepEqual(await usedIn(ben), ["To Ben"]);
  assert.deepEqual(await usedIn(cem), ["To Cem"]);
  assert.equal((await ada.ask(`/api/media/${id}`)).json.mayManage, true);
  assert.equal((await ben.ask(`/api/media/${id}`)).json.mayManage, false);
});

async function names(asker: Asker, query = ""): Promise<string[]> {
  const { status, json } = await asker.ask(`/api/media?${query}`);
  assert.equal(status, 200, JSON.stringify(json));
  assert.equal(typeof json.position, "number");
  return json.items.map((item: { fileName: string }) => item.fileName);
}
