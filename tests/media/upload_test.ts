import assert from "node:assert/strict";
import { AREAS } from "../../lib/areas.ts";
import { fillFile } from "../../lib/media/lean.ts";
import { createHash } from "node:crypto";
import { sql } from "kysely";
import sharp from "sharp";
import { CommitUnknownError } from "../../lib/db/errors.ts";
import { setLimits } from "../../lib/limits/set_limits.ts";
import type { LimitsInput } from "../../lib/limits/contract.ts";
import { ScannerAwayError } from "../../lib/media/scanner/scanner.ts";
import { PROBLEM_TYPES } from "../../lib/shared/problem_types.ts";
import { StoreAwayError } from "../../lib/media/store/store.ts";
import { eventsAfter } from "../messages/given.ts";
import { keysOf } from "./store/store_contract.ts";
import { answerOf, type MediaApi, mediaApi, textFile, UPLOAD } from "./api.ts";
import * as samples from "./samples.ts";
import { fileOf } from "./samples.ts";

const MIB = 1024 * 1024;

Deno.test("a file is stored as it is, with its size, type and checksum", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const { status, json } = await ada.upload(textFile("Héllo", "greeting.txt"));
  assert.equal(status, 201);
  assert.deepEqual(json.errors, []);
  const { id, ...rest } = json.items[0];
  assert.deepEqual(rest, {
    fileName: "greeting.txt",
    fileSize: 6,
    contentType: "text/plain",
    mediaType: "document",
    width: null,
    height: null,
    duration: null,
    uploadedBy: "ada@acme.test",
    uploadDate: "2026-01-15T09:00:00.000Z",
    description: null,
    shared: false,
    state: "ready",
    checksum: createHash("sha256").update("Héllo").digest("hex"),
    hasThumbnail: false,
  });
  const content = await ada.fetch(`/api/media/${id}/content`);
  assert.equal(await content.text(), "Héllo");
});

Deno.test("its uploader's other windows hear of it", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const { json } = await ada.upload(textFile());
  const [event] = await eventsAfter(api.services);
  assert.equal(event.type, "media:update");
  assert.deepEqual(event.topics, [`user:${ada.actor.userId}`]);
  assert.equal(event.data.mediaId, json.items[0].id);
  assert.deepEqual(fillFile(event.data.payload), json.items[0]);
});

Deno.test("of many files each stands alone", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const { status, json } = await ada.upload(
    textFile("one", "one.txt"),
    fileOf(samples.HTML, "page.html", "text/html"),
    textFile("two", "two.txt"),
    fileOf(samples.HTML, "fake.png", "image/png"),
  );
  assert.equal(status, 201);
  const names = (list: { fileName: string }[]) =>
    list.map(({ fileName }) => fileName);
  assert.deepEqual(names(json.items), ["one.txt", "two.txt"]);
  assert.deepEqual(names(json.errors), ["page.html", "fake.png"]);
  const [error] = json.errors;
  assert.equal(error.status, 415);
  assert.equal(error.title, "Unsupported media type");
  assert.match(error.detail, /"page.html".*\.html.*allowed are .*png/);
  assert.equal((await keysOf(api.services.store)).length, 2);
});

Deno.test("when no file is taken, the first one's problem is the answer", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const { status, headers, json } = await ada.upload(
    fileOf(samples.HTML, "page.html", "text/html"),
    fileOf("", "empty.png", "image/png"),
  );
  assert.equal(status, 415);
  assert.equal(headers.get("content-type"), "application/problem+json");
  assert.match(json.detail, /page\.html/);
  await isEmpty(api);
});

Deno.test("a file without content is refused as that, but for a text", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const { status, json } = await ada.upload(
    fileOf("", "empty.txt", "text/plain"),
    fileOf("", "empty.png", "image/png"),
  );
  assert.equal(status, 201);
  assert.equal(json.items[0].fileName, "empty.txt");
  assert.equal(json.errors[0].type, PROBLEM_TYPES.emptyFile);
});

Deno.test("a form without a file is refused", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const form = new FormData();
  form.append("note", "no file");
  const init = { method: "POST", body: form };
  const { status, json } = await answerOf(await ada.fetch(UPLOAD, init));
  assert.equal(status, 422);
  assert.equal(json.type, PROBLEM_TYPES.noFile);
  assert.equal((await ada.ask(UPLOAD, "POST", {})).status, 415);
});

Deno.test("a file past the limit is refused with the limit, and the next one is taken", async () => {
  await using api = await mediaApi();
  await limit(api, { maxFileBytes: MIB });
  const ada = await api.user("ada@acme.test");
  const { status, json } = await ada.upload(
    textFile("x".repeat(MIB + 1), "long.txt"),
    textFile("x".repeat(MIB), "just.txt"),
  );
  assert.equal(status, 201);
  assert.equal(json.items[0].fileName, "just.txt");
  assert.equal(json.errors[0].status, 413);
  assert.match(json.errors[0].detail, /"long.txt".* 1048576 bytes \(1 MiB\)/);
  assert.equal((await keysOf(api.services.store)).length, 1);
});

Deno.test("a body without end is cut off, and leaves nothing", async () => {
  await using api = await mediaApi();
  await limit(api, { maxFileBytes: MIB, maxFilesPerMessage: 2 });
  const ada = await api.user("ada@acme.test");
  let sent = 0;
  const endless = async function* () {
    yield partHead("endless.txt");
    for (;; sent += 65_536) yield await Promise.resolve(letters(65_536));
  };
  const { status, json } = await answerOf(
    await ada.fetch(UPLOAD, raw(endless())),
  );
  assert.equal(status, 413);
  assert.match(json.detail, /"endless.txt".* 1048576 bytes \(1 MiB\)/);
  assert.ok(sent < 5 * MIB, `${sent} bytes were read`);
  await isEmpty(api);
});

Deno.test("no more files are taken from one form than a message may have", async () => {
  await using api = await mediaApi();
  await limit(api, { maxFilesPerMessage: 2 });
  const ada = await api.user("ada@acme.test");
  const { json } = await ada.upload(textFile(), textFile(), textFile());
  assert.equal(json.items.length, 2);
  assert.equal(json.errors[0].status, 413);
});

Deno.test("what a tenant allows is what it takes", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const svg = fileOf(samples.SVG, "drawing.svg", "image/svg+xml");
  assert.equal((await ada.upload(svg)).status, 415);
  await limit(api, { allowedTypes: ["image/svg+xml"] });
  assert.equal((await ada.upload(svg)).status, 201);
  assert.equal((await ada.upload(textFile())).status, 415);
});

for (const after of [10, MIB, 12 * MIB]) {
  Deno.test(`an upload that breaks off after ${after} bytes leaves no row and no object`, async () => {
    await using api = await mediaApi();
    const ada = await api.user("ada@acme.test");
    const broken = async function* () {
      yield partHead("whole.txt");
      yield letters(10);
      yield partHead("half.txt", "\r\n");
      for (let sent = 0; sent < after; sent += 65_536) {
        yield await Promise.resolve(letters(Math.min(65_536, after)));
      }
      throw new Error("connection reset");
    };
    const { status } = await answerOf(await ada.fetch(UPLOAD, raw(broken())));
    assert.equal(status, 400);
    await isEmpty(api);
  });
}

Deno.test("while the store is away, an upload is answered 503 and leaves nothing", async () => {
  await using api = await mediaApi();
  const { store } = api.services;
  const ada = await api.user("ada@acme.test");
  const put = store.put;
  let puts = 0;
  store.put = async (key, body, options) => {
    // The picture's second object, the thumbnail.
    if (++puts === 2) throw new StoreAwayError("Cannot write", "disk full");
    await put(key, body, options);
  };
  const png = fileOf(await samples.picture("png"), "a.png", "image/png");
  const { status, headers } = await ada.upload(png);
  assert.equal(status, 503);
  assert.ok(headers.get("retry-after"));
  await isEmpty(api);
});

Deno.test("when the rows cannot be written, no object stays", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  await api.services.db.write((tx) =>
    sql`CREATE TRIGGER Refuse BEFORE INSERT ON MediaFiles
      BEGIN SELECT RAISE(ABORT, 'no'); END`.execute(tx)
  );
  assert.equal((await ada.upload(textFile(), textFile())).status, 500);
  await isEmpty(api);
});

Deno.test("when nobody knows whether the rows were written, the objects stay", async () => {
  await using api = await mediaApi();
  const { db } = api.services;
  const ada = await api.user("ada@acme.test");
  api.services.db = {
    ...db,
    async write(work) {
      await db.write(work);
      throw new CommitUnknownError("lost");
    },
  };
  assert.equal((await ada.upload(textFile("Hello"))).status, 503);
  const { json } = await ada.ask("/api/media");
  assert.equal(json.items.length, 1, "it was made after all");
  const content = await ada.fetch(`/api/media/${json.items[0].id}/content`);
  assert.equal(await content.text(), "Hello");
});

Deno.test("one whose lines stand still keeps nobody else from uploading", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const ben = await api.user("ben@acme.test");
  const hold = Promise.withResolvers<void>();
  const slow = async function* () {
    yield partHead("slow.txt");
    await hold.promise;
    yield letters(1);
  };
  let ended = 0;
  const uploads = Array.from({ length: 40 }, async () => {
    const response = await ada.fetch(UPLOAD, raw(slow()));
    ended++;
    return response;
  });
  assert.equal((await ben.upload(textFile())).status, 201);
  assert.equal(ended, 0, "nobody had to go first");
  hold.resolve();
  for (const response of await Promise.all(uploads)) {
    await response.body?.cancel();
    assert.equal(response.status, 400);
  }
});

for (const format of ["png", "jpeg", "gif", "webp", "avif", "tiff"] as const) {
  Deno.test(`a ${format} has a size and a thumbnail`, async () => {
    await using api = await mediaApi();
    const ada = await api.user("ada@acme.test");
    const bytes = await samples.picture(format, 1_200, 800);
    const file = fileOf(bytes, `picture.${format}`, `image/${format}`);
    const { json: { items: [item] } } = await ada.upload(file);
    assert.deepEqual([item.width, item.height], [1_200, 800]);
    assert.equal(item.hasThumbnail, true);
    const thumbnail = await ada.fetch(`/api/media/${item.id}/thumbnail`);
    assert.equal(thumbnail.headers.get("content-type"), "image/webp");
    const shown = await sharp(await thumbnail.bytes()).metadata();
    assert.deepEqual([shown.width, shown.height], [512, 341]);
  });
}

Deno.test("a picture is as its camera was held, and its thumbnail tells nothing of the camera", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const bytes = await samples.picture("jpeg", 60, 40, 6);
  assert.ok((await sharp(bytes).metadata()).exif);
  const file = fileOf(bytes, "photo.jpg", "image/jpeg");
  const { json: { items: [item] } } = await ada.upload(file);
  assert.deepEqual([item.width, item.height], [40, 60]);
  const response = await ada.fetch(`/api/media/${item.id}/thumbnail`);
  const shown = await sharp(await response.bytes()).metadata();
  assert.deepEqual([shown.width, shown.height], [40, 60]);
  assert.equal(shown.exif, undefined);
  assert.equal(shown.orientation, undefined);
});

Deno.test("a picture of 10,000 by 10,000 pixels is taken, with a thumbnail", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const bytes = await samples.picture("png", 10_000, 10_000);
  const { status, json } = await ada.upload(
    fileOf(bytes, "wall.png", "image/png"),
  );
  assert.equal(status, 201);
  const [item] = json.items;
  assert.deepEqual([item.width, item.height], [10_000, 10_000]);
  assert.equal(item.hasThumbnail, true);
});

Deno.test("a picture of a few bytes that would unfold to half a gigabyte is taken without a thumbnail", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  // A GIF's decoder holds all of it.
  const bytes = samples.gifOf(10_000, 10_000);
  const { json: { items: [item] } } = await ada.upload(
    fileOf(bytes, "wall.gif", "image/gif"),
  );
  assert.deepEqual([item.width, item.height], [10_000, 10_000]);
  assert.equal(item.hasThumbnail, false);

  const small = fileOf(samples.gifOf(100, 100), "dot.gif", "image/gif");
  assert.equal((await ada.upload(small)).json.items[0].hasThumbnail, true);
});

Deno.test("a picture whose end is missing is taken without a thumbnail", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const file = fileOf(samples.pngOf(3_000, 2_000), "cut.png", "image/png");
  const { json: { items: [item] } } = await ada.upload(file);
  assert.deepEqual([item.width, item.height], [3_000, 2_000]);
  const response = await ada.ask(`/api/media/${item.id}/thumbnail`);
  assert.equal(response.status, item.hasThumbnail ? 200 : 404);
});

Deno.test("malware is refused, and the file next to it is not", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const eicar = fileOf(samples.EICAR, "invoice.txt", "text/plain");
  const stored = samples.zip({ "a.com": text(samples.EICAR) });
  const deflated = samples.zip(
    { "a.com": `${text(samples.EICAR)}${" ".repeat(99)}` },
    { isDeflated: true },
  );
  for (
    const file of [
      eicar,
      fileOf(stored, "stored.zip"),
      fileOf(deflated, "deflated.zip"),
    ]
  ) {
    const { status, json } = await ada.upload(file);
    assert.equal(status, 422);
    assert.equal(json.type, PROBLEM_TYPES.malware);
    assert.match(json.detail, new RegExp(`"${file.name}".*Eicar`));
    await isEmpty(api);
  }
  const { status, json } = await ada.upload(eicar, textFile());
  assert.equal(status, 201);
  assert.equal(json.items.length, 1);
  assert.equal(json.errors[0].status, 422);
  assert.equal(json.errors[0].type, PROBLEM_TYPES.malware);
});

Deno.test("while the scanner is away, a file waits for it, and a job is there to scan it", async () => {
  await using api = await mediaApi();
  api.services.scanner = {
    maxBytes: Infinity,
    scan: () => Promise.reject(new ScannerAwayError("clamd is away")),
  };
  const ada = await api.user("ada@acme.test");
  const { status, json } = await ada.upload(textFile());
  assert.equal(status, 201);
  const [{ id, state }] = json.items;
  assert.equal(state, "scanning");
  const jobs = await api.services.db.query.selectFrom("Jobs")
    .select(["Kind", "Payload"]).execute();
  assert.deepEqual(jobs, [{ Kind: "media:scan", Payload: String(id) }]);
});

const HOSTILE: Record<string, [() => File, number, RegExp]> = {
  "HTML as PNG": [
    () => fileOf(samples.HTML, "photo.png", "image/png"),
    415,
    /not what its name says/,
  ],
  "HTML that is declared": [
    () => fileOf(samples.HTML, "page.png", "text/html"),
    415,
    /not what its name says/,
  ],
  "HTML by its extension": [
    () => fileOf(samples.HTML, "page.html", "image/png"),
    415,
    /\.html/,
  ],
  "a second extension": [
    () => fileOf(samples.HTML, "photo.png.html", "text/html"),
    415,
    /\.html/,
  ],
  "no extension": [() => fileOf(samples.HTML, "page"), 415, /allowed/],
  "an SVG with a script": [
    () => fileOf(samples.SVG, "drawing.svg", "image/svg+xml"),
    415,
    /\.svg/,
  ],
  "an SVG as PNG": [
    () => fileOf(samples.SVG, "drawing.png", "image/png"),
    415,
    /not what its name says/,
  ],
  "a GIF as a script": [
    () => fileOf(samples.gifScript(), "anim.js", "text/javascript"),
    415,
    /\.js/,
  ],
  "a zip as a picture": [
    () => fileOf(samples.zip({ a: "b" }), "photo.png", "image/png"),
    415,
    /application\/zip/,
  ],
  "a zip as a document": [
    () => fileOf(samples.zip({ a: "b" }), "letter.docx"),
    415,
    /not what its name says/,
  ],
  "a zip as a document, longer than what is looked at first": [
    () => fileOf(samples.zip({ a: "b".repeat(200_000), b: "" }), "letter.docx"),
    415,
    /archive without "\[Content_Types\]\.xml"/,
  ],
  "a spreadsheet as a Word document, known by its end": [
    () => fileOf(samples.lateDocx("xl"), "letter.docx"),
    415,
    /archive without "word\/"/,
  ],
  "a picture that is declared as a page": [
    () => fileOf(samples.pngOf(10, 10), "photo.png", "text/html"),
    415,
    /declared as "text\/html"/,
  ],
  "a document as a picture": [
    () => fileOf(samples.docx(), "letter.png", "image/png"),
    415,
    /wordprocessingml/,
  ],
  "a program as text": [
    () => fileOf("MZ\x90\0\x03\0\0\0", "notes.txt", "text/plain"),
    415,
    /not what its name says/,
  ],
  "a PDF as text": [
    () => fileOf(samples.PDF, "notes.txt", "text/plain"),
    415,
    /application\/pdf/,
  ],
  "nothing as a picture": [
    () => fileOf("", "photo.png", "image/png"),
    415,
    /is empty/,
  ],
};

for (const [name, [make, status, detail]] of Object.entries(HOSTILE)) {
  Deno.test(`refused: ${name}`, async () => {
    await using api = await mediaApi();
    const ada = await api.user("ada@acme.test");
    const { status: got, json } = await ada.upload(make());
    assert.equal(got, status, JSON.stringify(json));
    assert.match(json.detail, detail);
    await isEmpty(api);
  });
}

const HARMLESS: Record<string, [() => File, string]> = {
  "a script that begins as a GIF": [
    () => fileOf("GIF89a/*\0\0*/=1;alert(1)", "anim.gif", "image/gif"),
    "image/gif",
  ],
  "a picture without a declared type, which means text": [
    () => fileOf(samples.pngOf(10, 10), "photo.png", "text/plain"),
    "image/png",
  ],
  "a picture that unfolds to 2,500,000,000 pixels": [
    () => fileOf(samples.pngOf(50_000, 50_000), "bomb.png", "image/png"),
    "image/png",
  ],
  "a GIF that is a script too": [
    () => fileOf(samples.gifScript(), "anim.gif", "image/gif"),
    "image/gif",
  ],
  "HTML as text": [
    () => fileOf(samples.HTML, "snippet.txt", "text/plain"),
    "text/plain",
  ],
  "a CSV as Windows declares it": [
    () => fileOf("a;b\n1;2", "table.csv", "application/vnd.ms-excel"),
    "text/csv",
  ],
  "a text in an old encoding": [
    () => fileOf(new Uint8Array([0x48, 0xe9, 0x6c]), "old.txt", "text/plain"),
    "text/plain",
  ],
  "an empty text": [() => fileOf("", "empty.txt", "text/plain"), "text/plain"],
  "a text that begins as a program does": [
    () => fileOf("MZ is my favourite", "mz.txt", "text/plain"),
    "text/plain",
  ],
  "a PDF without a declared type": [
    () => fileOf(samples.PDF, "paper.PDF"),
    "application/pdf",
  ],
  "a zip as Windows declares it": [
    () =>
      fileOf(samples.zip({ a: "b" }), "a.zip", "application/x-zip-compressed"),
    "application/zip",
  ],
  "a Word document": [
    () => fileOf(samples.docx(), "letter.docx"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ],
  "a Word document that begins with much else": [
    () => fileOf(samples.lateDocx(), "letter.docx", "application/zip"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ],
  "a sound": [
    () => fileOf(samples.wav(), "beep.wav", "audio/x-wav"),
    "audio/wav",
  ],
};

for (const [name, [make, contentType]] of Object.entries(HARMLESS)) {
  Deno.test(`taken: ${name}`, async () => {
    await using api = await mediaApi();
    const ada = await api.user("ada@acme.test");
    const { status, json } = await ada.upload(make());
    assert.equal(status, 201, JSON.stringify(json));
    assert.equal(json.items[0].contentType, contentType);
  });
}

async function limit(api: MediaApi, input: LimitsInput): Promise<void> {
  const root = await api.services.user("root@system.test", {
    role: "global_admin",
  });
  await setLimits(api.services, AREAS, root, null, input);
}

async function isEmpty({ services }: MediaApi): Promise<void> {
  assert.deepEqual(await keysOf(services.store), []);
  const soon = new Date(Date.now() + 3_600_000);
  assert.equal(await services.store.removeUnfinished(soon), 0);
  const rows = await services.db.query.selectFrom("MediaFiles").selectAll()
    .execute();
  assert.deepEqual(rows, []);
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function partHead(fileName: string, before = ""): Uint8Array {
  return new TextEncoder().encode(
    `${before}--seam\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\n\r\n`,
  );
}

function letters(count: number): Uint8Array {
  return new Uint8Array(count).fill(97);
}

function raw(chunks: AsyncGenerator<Uint8Array>): RequestInit {
  return {
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=seam" },
    body: ReadableStream.from(chunks),
  };
}
