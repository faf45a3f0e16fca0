import assert from "node:assert/strict";
import {
  type PostFile,
  UploadError,
  type UploadProblem,
} from "../../../lib/client/kit/post_file.ts";
import { createUploads } from "../../../lib/client/kit/uploads.ts";
import type { Platform } from "../../../lib/client/page/platform.ts";
import type { MediaFile } from "../../../lib/media/contract.ts";
import { fakePlatform, settle } from "../fake_platform.ts";

const LIMITS = { maxFileBytes: 100 };

Deno.test("files are uploaded three at a time, in the order in which they came", async () => {
  const server = fakeServer();
  const { items, add } = uploadsTo(server);
  add([file("a"), file("b"), file("c"), file("d"), file("e")]);
  assert.deepEqual(server.asked, ["a", "b", "c"]);
  assert.deepEqual(states(items.value), [
    "a uploading",
    "b uploading",
    "c uploading",
    "d waiting",
    "e waiting",
  ]);
  await server.take("b");
  assert.deepEqual(server.asked, ["a", "b", "c", "d"]);
  assert.equal(items.value[1].media?.fileName, "b");
});

Deno.test("what has left is told, and never more than the file has", () => {
  const server = fakeServer();
  const { items, add } = uploadsTo(server);
  add([file("a", 40)]);
  server.progress("a", 10);
  assert.equal(items.value[0].sent, 10);
  server.progress("a", 240); // a form has more bytes than the file in it
  assert.equal(items.value[0].sent, 40);
});

Deno.test("a file past the limit is refused without being sent", () => {
  const server = fakeServer();
  const { items, add } = uploadsTo(server);
  add([file("large", 101), file("just", 100)]);
  assert.deepEqual(server.asked, ["just"]);
  assert.deepEqual(states(items.value), ["large failed", "just uploading"]);
  assert.equal(items.value[0].problem?.reason, "tooLarge");
});

Deno.test("cancelling stops the request and lets the next one begin", async () => {
  const server = fakeServer();
  const { items, add, cancel } = uploadsTo(server);
  const [a] = add([file("a"), file("b"), file("c"), file("d")]);
  cancel(a);
  await settle();
  assert.deepEqual(server.aborted, ["a"]);
  assert.deepEqual(states(items.value), [
    "a cancelled",
    "b uploading",
    "c uploading",
    "d uploading",
  ]);
});

Deno.test("each upload has a name, which it keeps when it is sent again", async () => {
  const server = fakeServer();
  const { add, retry } = uploadsTo(server);
  const [a] = add([file("a"), file("a")]);
  await server.refuse("a", { reason: "offline", detail: null });
  retry(a);
  const [first, other, again] = server.names;
  assert.equal(again, first);
  assert.notEqual(other, first);
});

Deno.test("one that failed says why, and is sent again from its first byte", async () => {
  const server = fakeServer();
  const { items, add, retry } = uploadsTo(server);
  const [a] = add([file("a", 40)]);
  server.progress("a", 30);
  await server.refuse("a", { reason: "wrongType", detail: "Not an image" });
  assert.equal(items.value[0].problem?.detail, "Not an image");
  assert.deepEqual(states(items.value), ["a failed"]);
  retry(a);
  assert.equal(items.value[0].sent, 0);
  assert.equal(items.value[0].problem, undefined);
  await server.take("a");
  assert.deepEqual(states(items.value), ["a done"]);
});

Deno.test("a cancelled one that is tried again does not mind how its first attempt ends", async () => {
  const server = fakeServer({ abortsLate: true });
  const { items, add, cancel, retry } = uploadsTo(server);
  const [a] = add([file("a")]);
  cancel(a);
  retry(a);
  assert.deepEqual(server.asked, ["a", "a"]);
  await server.refuse("a", { reason: "offline", detail: null });
  assert.deepEqual(states(items.value), ["a uploading"]);
  await server.take("a");
  assert.deepEqual(states(items.value), ["a done"]);
});

Deno.test("when the connection is back, only what failed for want of it is tried again", async () => {
  const server = fakeServer();
  const { items, add, catchUp } = uploadsTo(server);
  add([file("a"), file("b"), file("c")]);
  await server.refuse("a", { reason: "offline", detail: null });
  await server.refuse("b", { reason: "infected", detail: null });
  await server.refuse("c", { reason: "busy", detail: null });
  catchUp();
  assert.deepEqual(states(items.value), [
    "a uploading",
    "b failed",
    "c uploading",
  ]);
});

Deno.test("removing forgets one, and stops it where it is under way", async () => {
  const server = fakeServer();
  const { items, add, remove } = uploadsTo(server);
  const [a] = add([file("a"), file("b")]);
  remove(a);
  await settle();
  assert.deepEqual(server.aborted, ["a"]);
  assert.deepEqual(states(items.value), ["b uploading"]);
});

Deno.test("what the server asks to come later is tried again when it has asked for, not before", async () => {
  const server = fakeServer();
  const platform = fakePlatform();
  const { items, add, catchUp } = uploadsTo(server, platform);
  add([file("a")]);
  await server.refuse("a", BUSY);
  catchUp();
  await platform.tick(29_000);
  assert.deepEqual(states(items.value), ["a failed"]);
  await platform.tick(2_000);
  assert.deepEqual(states(items.value), ["a uploading"]);
});

Deno.test("one that was tried again by hand, or removed, is not tried again by itself", async () => {
  const server = fakeServer();
  const platform = fakePlatform();
  const { items, add, retry, remove } = uploadsTo(server, platform);
  const [a, b] = add([file("a"), file("b")]);
  await server.refuse("a", BUSY);
  await server.refuse("b", BUSY);
  retry(a);
  await server.refuse("a", { reason: "wrongType", detail: null });
  remove(b);
  await platform.tick(60_000);
  assert.deepEqual(states(items.value), ["a failed"]);
  assert.deepEqual(server.asked, ["a", "b", "a"]);
});

const BUSY: UploadProblem = {
  reason: "busy",
  detail: null,
  retryAfter: 30_000,
};

function uploadsTo(
  { post }: { post: PostFile },
  platform: Pick<Platform, "after" | "random"> = fakePlatform(),
) {
  return createUploads({ post, platform, limits: LIMITS });
}

function file(name: string, size = 10): File {
  return new File([new Uint8Array(size)], name);
}

function states(uploads: { name: string; state: string }[]): string[] {
  return uploads.map(({ name, state }) => `${name} ${state}`);
}

/** Answers each request when the test says so, the oldest of a name first. */
function fakeServer({ abortsLate = false } = {}) {
  const asked: string[] = [];
  const names: string[] = [];
  const aborted: string[] = [];
  const open: {
    name: string;
    onProgress(sent: number): void;
    resolve(media: MediaFile): void;
    reject(error: Error): void;
  }[] = [];
  const post: PostFile = ({ name }, { clientId, signal, onProgress }) => {
    asked.push(name);
    names.push(clientId);
    const { promise, resolve, reject } = Promise.withResolvers<MediaFile>();
    const request = { name, onProgress, resolve, reject };
    open.push(request);
    signal.addEventListener("abort", () => {
      aborted.push(name);
      if (abortsLate) return;
      open.splice(open.indexOf(request), 1);
      reject(new UploadError({ reason: "offline", detail: null }));
    });
    return promise;
  };
  const next = (of: string) =>
    open.splice(open.findIndex(({ name }) => name === of), 1)[0];
  return {
    asked,
    /** What each upload was called. */
    names,
    aborted,
    post,
    progress(name: string, sent: number) {
      open.find((request) => request.name === name)!.onProgress(sent);
    },
    async take(name: string) {
      next(name).resolve({ fileName: name } as MediaFile);
      await settle();
    },
    async refuse(name: string, problem: UploadProblem) {
      next(name).reject(new UploadError(problem));
      await settle();
    },
  };
}
