import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { createParts } from "../../../lib/client/page/part.ts";
import { createApi } from "../../../lib/client/page/api.ts";
import { createLibrary } from "../../../lib/client/library/library.ts";
import type { LibraryView } from "../../../lib/client/library/store.ts";
import { libraryPlaceOf } from "../../../lib/client/library/place.ts";
import { createSession } from "../../../lib/client/page/session.ts";
import type { MediaFile } from "../../../lib/media/contract.ts";
import { fakePlatform, type Request, settle } from "../fake_platform.ts";
import { adasView } from "../fake_view.ts";

Deno.test("a search shows what it finds, and can be undone by going back", async () => {
  const { library, page, platform } = start();
  platform.answer = listOf({ "": [file(2), file(1)], "one": [file(1)] });
  await page.goTo(at("?q=one"));
  assert.deepEqual(ids(library), [1]);
  assert.equal(platform.url().search, "?q=one");
  platform.goBack();
  await platform.tick(0);
  assert.deepEqual(ids(library), [2, 1]);
});

Deno.test("of two searches the later one stands, whichever is answered first", async () => {
  const { library, page, platform } = start();
  const slow = Promise.withResolvers<Response>();
  platform.answer = ({ url }) =>
    url.includes("q=a&") ? slow.promise : Response.json(listed([file(2)]));
  const first = page.goTo(at("?q=a"));
  await page.goTo(at("?q=ab"));
  slow.resolve(Response.json(listed([file(1)])));
  await first;
  assert.deepEqual(ids(library), [2]);
  assert.equal(platform.historyLength, 2); // typing on makes no further entry
});

Deno.test("a list that did not load for want of a connection does when it is back", async () => {
  const { library, page, platform, part } = start();
  platform.answer = () => Promise.reject(new TypeError("no line"));
  await page.goTo(at("?type=image"));
  assert.equal(page.failed.value.list?.failure.reason, "offline");
  platform.answer = () => Response.json(listed([file(5)]));
  part.catchUp();
  await settle();
  assert.equal(page.failed.value.list, undefined);
  assert.deepEqual(ids(library), [5]);
});

Deno.test("the next page is put at the end, each file once", async () => {
  const { library, page, platform } = start([file(9), file(8)], "next");
  platform.answer = ({ url }) => {
    assert.match(url, /cursor=next/);
    return Response.json(listed([file(8), file(7)]));
  };
  await page.loadMore();
  assert.deepEqual(ids(library), [9, 8, 7]);
  assert.equal(library.nextCursor.value, null);
});

Deno.test("a file that somebody shares appears in its place; one that is private elsewhere does not", () => {
  const { library, part } = start([file(9), file(5)]);
  part.apply([update(file(7, { uploadedBy: BEN, shared: true }))]);
  part.apply([update(file(6, { uploadedBy: BEN }))]);
  assert.deepEqual(ids(library), [9, 7, 5]);
});

Deno.test("a file that is older than what is loaded waits for its page", () => {
  const { library, part } = start([file(9), file(5)], "next");
  part.apply([update(file(2)), update(file(6))]);
  assert.deepEqual(ids(library), [9, 6, 5]);
});

Deno.test("what no longer is what the list shows leaves it", () => {
  const { library, part } = start([file(9), file(8)], null, "?q=plan");
  part.apply([update(file(9, { fileName: "Other.png" }))]);
  assert.deepEqual(ids(library), [8]);
  part.apply([update(file(9, { description: "A PLAN" }))]);
  assert.deepEqual(ids(library), [9, 8]);
});

Deno.test("what a search has found stays in it when its scan ends, whatever its accents", () => {
  for (
    const [typed, fileName] of [
      ["duong", "Đường sắt.png"],
      ["DA NANG", "Đà Nẵng.png".normalize("NFD")],
      ["احمد", "صورة أحمد.png"],
      ["مكتبه", "مكتبة.png"],
    ]
  ) {
    const found = file(9, { fileName, state: "scanning" });
    const { library, part } = start([found], null, `?q=${typed}`);
    part.apply!([update({ ...found, state: "ready" })]);
    assert.deepEqual(ids(library), [9], `${typed} finds ${fileName}`);
  }
});

Deno.test("a scan that ends is shown in the list and in the file that is open", () => {
  const { library, part } = start([file(9, { state: "scanning" })]);
  library.place.value = { ...library.place.value, file: 9 };
  library.open.value = { ...file(9), mayManage: true, usedIn: [] };
  part.apply([update(file(9, { state: "infected" }))]);
  assert.equal(library.files.value[0].state, "infected");
  assert.equal(library.open.value.state, "infected");
});

Deno.test("an own file that is shared no more stays; the server tells all that it is gone", async () => {
  const mine = file(9, { shared: true });
  const { library, part, platform } = start([mine]);
  library.place.value = { ...library.place.value, file: 9 };
  library.open.value = { ...mine, mayManage: true, usedIn: [] };
  platform.answer = () =>
    Response.json({ ...file(9), mayManage: true, usedIn: [] });
  part.apply([gone(9), update(file(9))]);
  await settle();
  assert.deepEqual(ids(library), [9]);
  assert.equal(library.open.value?.shared, false);
});

Deno.test("a file that is gone while it is open says so", async () => {
  const theirs = file(9, { uploadedBy: BEN, shared: true });
  const { library, page, part, platform } = start([theirs]);
  library.place.value = { ...library.place.value, file: 9 };
  library.open.value = { ...theirs, mayManage: false, usedIn: [] };
  platform.answer = () => new Response(null, { status: 404 });
  part.apply([gone(9)]);
  await settle();
  assert.deepEqual(ids(library), []);
  assert.equal(library.open.value, null);
  assert.equal(page.failed.value.file?.failure.reason, "missing");
});

Deno.test("a message with the open file in it makes it be asked where it is used", async () => {
  const { library, part, platform } = start([file(9)]);
  library.place.value = { ...library.place.value, file: 9 };
  platform.answer = () =>
    Response.json({ ...file(9), mayManage: true, usedIn: [{ messageId: 3 }] });
  part.apply([{
    id: 1,
    type: "message:new",
    data: { payload: { attachments: [{ mediaId: 9 }] } },
  }]);
  await settle();
  assert.equal(library.open.value?.usedIn[0].messageId, 3);
});

Deno.test("what comes while a list is under way is newer than the list", async () => {
  const { library, page, part, platform } = start();
  const slow = Promise.withResolvers<Response>();
  platform.answer = () => slow.promise;
  const going = page.goTo(at("?scope=own"));
  await settle();
  part.apply([gone(4), update(file(5))]);
  slow.resolve(Response.json(listed([file(4), file(3)])));
  await going;
  assert.deepEqual(ids(library), [5, 3]);
});

Deno.test("a malformed update is counted, and takes nothing from those that come with it", () => {
  const { library, part, malformed } = start([file(9)]);
  const empty = { id: 1, type: "media:update", data: { payload: null } };
  part.apply([update(file(10)), empty as never, update(file(11))]);
  assert.deepEqual(ids(library), [11, 10, 9]);
  assert.equal(malformed.length, 1);
});

Deno.test("renaming shows the name that the server gave it", async () => {
  const { library, page, platform } = start([file(9)]);
  platform.answer = ({ method, body }) => {
    assert.equal(method, "PATCH");
    assert.deepEqual(body, { fileName: "New" });
    return Response.json(file(9, { fileName: "New.png" }));
  };
  assert.equal(await page.change(9, { fileName: "New" }), null);
  assert.equal(library.files.value[0].fileName, "New.png");
});

Deno.test("what the server refuses to change stays, and is told", async () => {
  const { library, page, platform } = start([file(9)]);
  platform.answer = () =>
    Response.json({ detail: "not yours" }, { status: 403 });
  const failure = await page.change(9, { fileName: "New" });
  assert.equal(failure?.reason, "refused");
  assert.equal(library.files.value[0].fileName, "Plan 9.png");
});

Deno.test("deleting takes the file away and closes it; one that is gone already is as good", async () => {
  for (const status of [204, 404]) {
    const { library, page, platform } = start([file(9), file(8)]);
    platform.answer = () => Response.json({ ...file(9), usedIn: [] });
    await page.goTo(at("?file=9"));
    platform.answer = () => new Response(null, { status });
    assert.equal(await page.remove(9), null);
    assert.deepEqual(ids(library), [8]);
    assert.equal(library.open.value, null);
    assert.equal(platform.url().search, "");
  }
});

Deno.test("an upload that is done is in the list at once, and soon no longer among the uploads", async () => {
  const { library, page, platform } = start([file(8)]);
  page.uploads.add([new File(["x"], "Plan 9.png")]);
  await settle();
  assert.deepEqual(ids(library), [9, 8]);
  assert.equal(page.uploads.items.value[0].state, "done");
  await platform.tick(4_000);
  assert.deepEqual(page.uploads.items.value, []);
});

Deno.test("a reset fetches as much as is shown, and answers its position", async () => {
  const { library, part, platform } = start([file(9)]);
  platform.answer = ({ url }: Request) => {
    assert.match(url, /limit=50/);
    return Response.json(listed([file(10), file(9)]));
  };
  assert.equal(await part.refetch(), 70);
  assert.deepEqual(ids(library), [10, 9]);
});

Deno.test("what files take is asked for once, when several have changed", async () => {
  const { library, platform, part } = start();
  const used = { usedBytes: 30, quotaBytes: 100, freeBytes: 70 };
  platform.answer = ({ url }: Request) => {
    assert.match(url, /\/api\/media\/usage$/);
    return Response.json(used);
  };
  part.apply([update(file(9))]);
  part.apply([update(file(10))]);
  await platform.tick(1_000);
  await settle();
  assert.deepEqual(library.usage.value, used);
  assert.equal(platform.requests.length, 1);
});

const BEN = "ben@acme.test";

/** Ada's library as the server left it. */
function start(
  files: MediaFile[] = [],
  nextCursor: string | null = null,
  query = "",
) {
  const platform = fakePlatform(at(query).href);
  const library: LibraryView = {
    place: signal(libraryPlaceOf(at(query), "grid")),
    files: signal(files),
    nextCursor: signal(nextCursor),
    open: signal(null),
    usage: signal({ usedBytes: 0, quotaBytes: 100, freeBytes: 100 }),
  };
  const malformed: unknown[] = [];
  const parts = createParts({ malformed: (what) => void malformed.push(what) });
  const page = createLibrary({
    view: adasView(),
    library,
    platform,
    post: () => Promise.resolve(file(9)),
    harbor: {
      api: createApi(platform, createSession(platform)),
      malformed: (what) => void malformed.push(what),
      join: parts.join,
    },
  });
  return { library, page, platform, part: parts, malformed };
}

function at(query: string): URL {
  return new URL(`http://harbor.test/en/harbor/library${query}`);
}

/** Ada's; a higher id is a later one. */
function file(id: number, about: Partial<MediaFile> = {}): MediaFile {
  return {
    id,
    fileName: `Plan ${id}.png`,
    fileSize: 10,
    contentType: "image/png",
    mediaType: "image",
    width: null,
    height: null,
    duration: null,
    uploadedBy: "ada@acme.test",
    uploadDate: new Date(Date.UTC(2026, 2, 1, 9, id)).toISOString(),
    description: null,
    shared: false,
    state: "ready",
    checksum: "",
    hasThumbnail: false,
    ...about,
  };
}

function update(payload: MediaFile) {
  return { id: 1, type: "media:update", data: { payload } };
}

function gone(id: number) {
  const payload = { id, deleted: true };
  return { id: 1, type: "media:update", data: { payload } };
}

function listed(items: MediaFile[]) {
  return { items, nextCursor: null, position: 70 };
}

/** Answers with the files of each search. */
function listOf(found: Record<string, MediaFile[]>) {
  return ({ url }: Request) => {
    const q = new URL(url, "http://harbor.test").searchParams.get("q") ?? "";
    return Response.json(listed(found[q]));
  };
}

function ids({ files }: LibraryView): number[] {
  return files.value.map(({ id }) => id);
}
