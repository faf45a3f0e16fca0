import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { AREAS } from "../../lib/areas.ts";
import { setLimits } from "../../lib/limits/set_limits.ts";
import { answerOf, type Asker, mediaApi, textFile } from "./api.ts";
import { NAMES } from "./names.ts";
import * as samples from "./samples.ts";
import { fileOf } from "./samples.ts";
import { keysOf } from "./store/store_contract.ts";

const TEXT = "0123456789";

Deno.test("a file comes as a download that runs nothing", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const id = await ada.give(textFile(TEXT, "digits.txt"));
  const response = await ada.fetch(`/api/media/${id}/content`);
  assert.equal(await response.text(), TEXT);
  const { headers } = response;
  assert.equal(headers.get("content-type"), "text/plain; charset=utf-8");
  assert.equal(headers.get("content-length"), "10");
  assert.equal(
    headers.get("content-disposition"),
    "attachment; filename=digits.txt",
  );
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  const policy = headers.get("content-security-policy")!;
  assert.match(policy, /(^|; )sandbox(;|$)/);
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /script|allow-/);
  assert.equal(headers.get("cache-control"), "private, no-cache");
  const sum = createHash("sha256").update(TEXT).digest("hex");
  assert.equal(headers.get("etag"), `"${sum}"`);
  assert.equal(headers.get("cross-origin-resource-policy"), "same-origin");
});

const RANGES: Record<string, [number, string, string | null]> = {
  "bytes=0-3": [206, "0123", "bytes 0-3/10"],
  "bytes=8-": [206, "89", "bytes 8-9/10"],
  "bytes=5-100": [206, "56789", "bytes 5-9/10"],
  "bytes=-3": [206, "789", "bytes 7-9/10"],
  "bytes=-100": [206, TEXT, "bytes 0-9/10"],
  "Bytes=0-0": [206, "0", "bytes 0-0/10"],
  "bytes=0-0": [206, "0", "bytes 0-0/10"],
  "bytes=10-": [416, "", "bytes */10"],
  "bytes=-0": [416, "", "bytes */10"],
  // What is not understood is as good as not said.
  "bytes=3-1": [200, TEXT, null],
  "bytes=0-1,4-5": [200, TEXT, null],
  "bytes=-": [200, TEXT, null],
  "lines=0-3": [200, TEXT, null],
};

Deno.test("a part of it can be asked for", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const id = await ada.give(textFile(TEXT));
  for (const [range, [status, body, contentRange]] of Object.entries(RANGES)) {
    const response = await content(ada, id, { range });
    assert.equal(response.status, status, range);
    assert.equal(response.headers.get("content-range"), contentRange, range);
    const text = await response.text();
    if (status < 400) {
      assert.equal(text, body, range);
      assert.equal(
        response.headers.get("content-length"),
        String(body.length),
      );
    }
  }
});

Deno.test("of an empty file there is nothing to ask for", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const id = await ada.give(textFile("", "empty.txt"));
  const whole = await content(ada, id, {});
  assert.deepEqual([whole.status, await whole.text()], [200, ""]);
  const part = await content(ada, id, { range: "bytes=0-" });
  assert.equal(part.status, 416);
  await part.body?.cancel();
});

Deno.test("who has it already is told so", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const id = await ada.give(textFile(TEXT));
  const etag = (await ada.fetch(`/api/media/${id}/content`)).headers.get(
    "etag",
  )!;
  for (const header of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const response = await content(ada, id, { "if-none-match": header });
    assert.equal(response.status, 304, header);
    assert.equal(await response.text(), "");
  }
  const other = await content(ada, id, { "if-none-match": '"other"' });
  assert.equal(await other.text(), TEXT);

  const range = "bytes=0-3";
  const same = await content(ada, id, { range, "if-range": etag });
  assert.equal(await same.text(), "0123");
  const changed = await content(ada, id, { range, "if-range": '"other"' });
  assert.equal(await changed.text(), TEXT);
});

Deno.test("a thumbnail is asked of the store once, and not at all where it is had already", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const png = fileOf(await samples.picture("png"), "a.png", "image/png");
  const path = `/api/media/${await ada.give(png)}/thumbnail`;
  const { get, head } = api.services.store;
  const asked: string[] = [];
  Object.assign(api.services.store, {
    get: (...args: Parameters<typeof get>) => {
      asked.push("get");
      return get(...args);
    },
    head: (key: string) => {
      asked.push("head");
      return head(key);
    },
  });
  const first = await ada.fetch(path);
  const { length } = await first.bytes();
  assert.equal(first.headers.get("content-length"), String(length));
  assert.deepEqual(asked, ["get"]);
  const etag = first.headers.get("etag")!;
  const headers = { "if-none-match": etag };
  assert.equal((await ada.fetch(path, { headers })).status, 304);
  assert.deepEqual(asked, ["get"]);
});

Deno.test("HEAD tells all but the bytes", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const id = await ada.give(textFile(TEXT));
  const path = `/api/media/${id}/content`;
  const response = await ada.fetch(path, { method: "HEAD" });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-length"), "10");
  assert.equal(await response.text(), "");
  const headers = { range: "bytes=0-3" };
  const part = await ada.fetch(path, { method: "HEAD", headers });
  assert.equal(part.status, 200, "a range is for GET");
  assert.equal(part.headers.get("content-length"), "10");
});

Deno.test("who wants other bytes than there are gets none", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const id = await ada.give(textFile(TEXT));
  const path = `/api/media/${id}/content`;
  const etag = (await ada.fetch(path)).headers.get("etag")!;
  for (const wanted of [etag, `"other", ${etag}`, "*"]) {
    const response = await content(ada, id, { "if-match": wanted });
    assert.equal(await response.text(), TEXT, wanted);
  }
  for (const wanted of ['"other"', `W/${etag}`, ""]) {
    const response = await content(ada, id, { "if-match": wanted });
    assert.equal(response.status, 412, wanted);
    await response.body?.cancel();
  }
});

Deno.test("a file that is deleted in the moment in which it is asked for is not found", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const id = await ada.give();
  const { store } = api.services;
  api.services.store = {
    ...store,
    async get(key, range) {
      await ada.ask(`/api/media/${id}`, "DELETE");
      return await store.get(key, range);
    },
  };
  assert.equal((await ada.ask(`/api/media/${id}/content`)).status, 404);
});

Deno.test("nothing is shown that could run, whatever is asked", async () => {
  await using api = await mediaApi();
  const root = await api.services.user("root@system.test", {
    role: "global_admin",
  });
  await setLimits(api.services, AREAS, root, null, {
    allowedTypes: [
      ...["image/png", "image/gif", "image/svg+xml", "text/html"],
      ...["text/plain", "application/pdf", "audio/wav", "application/zip"],
    ],
  });
  const ada = await api.user("ada@acme.test");
  const files: [File, "inline" | "attachment"][] = [
    [fileOf(await samples.picture("png"), "a.png"), "inline"],
    [fileOf(samples.gifScript(), "a.gif"), "inline"],
    [fileOf(samples.PDF, "a.pdf"), "inline"],
    [fileOf(samples.wav(), "a.wav"), "inline"],
    [fileOf(samples.HTML, "a.txt"), "inline"],
    [fileOf(samples.SVG, "a.svg"), "attachment"],
    [fileOf(samples.HTML, "a.html"), "attachment"],
    [fileOf(samples.zip({ a: "b" }), "a.zip"), "attachment"],
  ];
  for (const [file, asked] of files) {
    const id = await ada.give(file);
    for (
      const [query, type] of [["", "attachment"], [
        "?disposition=inline",
        asked,
      ]]
    ) {
      const response = await ada.fetch(`/api/media/${id}/content${query}`);
      await response.body?.cancel();
      const { headers } = response;
      const disposition = headers.get("content-disposition")!;
      assert.ok(disposition.startsWith(`${type};`), `${file.name} ${query}`);
      assert.equal(headers.get("x-content-type-options"), "nosniff");
      assert.match(headers.get("content-security-policy")!, /^sandbox;/);
    }
  }
});

Deno.test("a name is cleaned, kept, and comes back whole in the header", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  for (const [given, kept] of Object.entries(NAMES)) {
    if (!kept.endsWith(".txt")) continue; // of no type that is allowed
    const { json } = await uploadAs(ada, given);
    assert.equal(json.items?.[0].fileName, kept, JSON.stringify(json));
    const { headers, body } = await content(ada, json.items[0].id, {});
    await body?.cancel();
    assert.equal(nameIn(headers.get("content-disposition")!), kept);
  }
});

const LATIN = new Uint8Array([0x48, 0xe9, 0x6c, 0x6c, 0xf6]);

const TEXTS: Record<string, [Uint8Array | string, string]> = {
  "utf-8": ["Héllö đặng 😀", "Héllö đặng 😀"],
  "windows-1252": [LATIN, "Héllö"],
  "utf-16le": [utf16("\ufeffHéllö đặng"), "Héllö đặng"],
};

for (const [charset, [content, shown]] of Object.entries(TEXTS)) {
  Deno.test(`a text that is written in ${charset} is shown as it was meant`, async () => {
    await using api = await mediaApi();
    const ada = await api.user("ada@acme.test");
    for (const name of ["letter.txt", "table.csv"]) {
      const id = await ada.give(fileOf(content, name));
      const response = await ada.fetch(
        `/api/media/${id}/content?disposition=inline`,
      );
      const type = response.headers.get("content-type")!;
      assert.match(type, new RegExp(`^text/(plain|csv); charset=${charset}$`));
      const decoder = new TextDecoder(type.split("charset=")[1]);
      assert.equal(decoder.decode(await response.bytes()), shown);
    }
  });
}

Deno.test("how a text is written is known of texts whose first letters are plain, too", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const bytes = new Uint8Array(300_000).fill(97);
  bytes.set(LATIN, 250_000);
  const id = await ada.give(fileOf(bytes, "long.txt"));
  const { headers, body } = await content(ada, id, {});
  await body?.cancel();
  assert.equal(
    headers.get("content-type"),
    "text/plain; charset=windows-1252",
  );
});

Deno.test("while it is scanned nobody gets it, and what is infected nobody ever", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const png = fileOf(await samples.picture("png"), "a.png", "image/png");
  const id = await ada.give(png);
  const paths = ["content", "thumbnail"].map((it) => `/api/media/${id}/${it}`);
  const set = (State: "scanning" | "infected" | "ready") =>
    api.services.db.write((tx) =>
      tx.updateTable("MediaFiles").set({ State, Threat: "Eicar" }).execute()
    );
  await set("scanning");
  for (const path of paths) {
    const { status, headers, json } = await ada.ask(path);
    assert.equal(status, 409);
    assert.equal(headers.get("retry-after"), "5");
    assert.match(json.detail, /scanned/);
  }
  await set("infected");
  for (const path of paths) {
    const { status, json } = await ada.ask(path);
    assert.equal(status, 403);
    assert.match(json.detail, /Eicar/);
  }
  await set("ready");
  for (const path of paths) {
    const response = await ada.fetch(path);
    assert.equal(response.status, 200);
    await response.body?.cancel();
  }
});

Deno.test("what has no thumbnail, and what is no file, is not found", async () => {
  await using api = await mediaApi();
  const ada = await api.user("ada@acme.test");
  const id = await ada.give();
  assert.equal((await ada.ask(`/api/media/${id}/thumbnail`)).status, 404);
  const png = fileOf(await samples.picture("png"), "a.png", "image/png");
  const lost = `/api/media/${await ada.give(png)}/thumbnail`;
  const { store } = api.services;
  const keys = await keysOf(store);
  await store.delete(keys.find((key) => key.endsWith("thumbnail"))!);
  assert.equal((await ada.ask(lost)).status, 404);
  for (const wrong of ["0", "-1", "x", "1.5", "9".repeat(20), "77"]) {
    assert.equal((await ada.ask(`/api/media/${wrong}/content`)).status, 404);
  }
});

async function content(
  asker: Asker,
  id: number,
  headers: Record<string, string>,
): Promise<Response> {
  return await asker.fetch(`/api/media/${id}/content`, { headers });
}

function utf16(text: string): Uint8Array {
  return new Uint8Array(
    Uint16Array.from(text, (it) => it.charCodeAt(0)).buffer,
  );
}

/** With a name that no `File` would keep as it is. */
async function uploadAs(asker: Asker, fileName: string) {
  const body = [
    "--seam",
    `content-disposition: form-data; name="file"; filename="${
      fileName.replaceAll("\\", "\\\\").replaceAll('"', "%22")
        .replaceAll("\r", "%0D").replaceAll("\n", "%0A")
    }"`,
    "content-type: text/plain",
    "",
    "Hello",
    "--seam--",
    "",
  ].join("\r\n");
  const headers = { "content-type": "multipart/form-data; boundary=seam" };
  const path = "/api/messaging/attachments/upload";
  return await answerOf(
    await asker.fetch(path, { method: "POST", headers, body }),
  );
}

function nameIn(disposition: string): string {
  const extended = /filename\*=UTF-8''([^;]+)/.exec(disposition);
  if (extended) return decodeURIComponent(extended[1]);
  const [, quoted, bare] = /filename=(?:"((?:[^"\\]|\\.)*)"|([^";]*))/.exec(
    disposition,
  )!;
  return quoted?.replaceAll(/\\(.)/g, "$1") ?? bare;
}
