import type { BucketSettings } from "../../settings.ts";
import { isFileKey, isKey } from "./keys.ts";
import { inPieces } from "./pieces.ts";
import { elementsOf, textOf } from "./s3_answer.ts";
import { type S3Client, s3Client } from "./s3_client.ts";
import { type Store, StoreAwayError, type StoredObject } from "./store.ts";

/**
 * What is longer goes in parts of this size. R2 wants all but the last to be equal, S3 none below
 * 5 MiB and no more than 10,000 of them: an object may have 48 GiB.
 */
const PART_BYTES = 5 * 1024 * 1024;

/** A bucket of any service that speaks S3's API, addressed by path. */
export function s3Store(settings: BucketSettings): Store {
  const client = s3Client(settings);

  return {
    async put(key, body, { contentType } = {}) {
      refuseNoKey(key);
      const headers = headersOf(contentType);
      const pieces = inPieces(body, PART_BYTES);
      const { done, value: first = new Uint8Array() } = await pieces.next();
      if (done || first.byteLength < PART_BYTES) {
        await putWhole(client, key, first, headers);
      } else {
        await putInParts(client, key, withFirst(first, pieces), headers);
      }
    },

    async get(key, range, signal) {
      refuseNoKey(key);
      const headers = new Headers();
      if (range) headers.set("range", `bytes=${range.start}-${range.end}`);
      const response = await client.ask("read", key, {
        headers,
        expected: [404],
        signal,
      });
      if (response.status !== 404) return response.body ?? emptyStream();
      await response.body?.cancel();
      return null;
    },

    async head(key) {
      refuseNoKey(key);
      const response = await client.ask("look at", key, {
        method: "HEAD",
        expected: [404],
      });
      if (response.status === 404) return null;
      return {
        key,
        size: Number(response.headers.get("content-length")),
        modifiedAt: new Date(response.headers.get("last-modified") ?? 0),
      };
    },

    async delete(key) {
      refuseNoKey(key);
      await done(
        client.ask("remove", key, { method: "DELETE", expected: [404] }),
      );
    },

    async list(prefix, cursor) {
      const query = new URLSearchParams({ "list-type": "2", prefix });
      if (cursor) query.set("continuation-token", cursor);
      const answer = await (await client.ask("list", "", { query })).text();
      const objects = elementsOf(answer, "Contents").map((
        text,
      ): StoredObject => ({
        key: textOf(text, "Key") ?? "",
        size: Number(textOf(text, "Size")),
        modifiedAt: new Date(textOf(text, "LastModified") ?? 0),
      }));
      return {
        // Somebody may keep other things in the same bucket.
        objects: objects.filter(({ key }) => isKey(key)),
        cursor: textOf(answer, "NextContinuationToken") ?? null,
      };
    },

    async removeUnfinished(time) {
      let removed = 0;
      let from = new URLSearchParams();
      for (;;) {
        const query = new URLSearchParams([["uploads", ""], ...from]);
        const answer = await (await client.ask("list", "", { query })).text();
        for (const upload of elementsOf(answer, "Upload")) {
          const key = textOf(upload, "Key") ?? "";
          const uploadId = textOf(upload, "UploadId") ?? "";
          const begun = new Date(textOf(upload, "Initiated") ?? 0);
          if (!isFileKey(key) || begun >= time) continue;
          await abort(client, key, uploadId);
          removed++;
        }
        if (textOf(answer, "IsTruncated") !== "true") return removed;
        from = new URLSearchParams({
          "key-marker": textOf(answer, "NextKeyMarker") ?? "",
          "upload-id-marker": textOf(answer, "NextUploadIdMarker") ?? "",
        });
      }
    },
  };
}

async function putWhole(
  client: S3Client,
  key: string,
  body: Uint8Array,
  headers: Headers,
): Promise<void> {
  try {
    await done(client.ask("write", key, { method: "PUT", headers, body }));
  } catch (error) {
    // It may have arrived although the answer did not.
    await remove(client, key);
    throw error;
  }
}

async function putInParts(
  client: S3Client,
  key: string,
  parts: AsyncIterable<Uint8Array>,
  headers: Headers,
): Promise<void> {
  const doing = "write";
  const begun = await client.ask(doing, key, {
    method: "POST",
    query: new URLSearchParams({ uploads: "" }),
    headers,
  });
  const uploadId = textOf(await begun.text(), "UploadId") ?? "";
  let isComplete = false;
  try {
    const etags: string[] = [];
    for await (const body of parts) {
      const partNumber = String(etags.length + 1);
      const response = await client.ask(doing, key, {
        method: "PUT",
        query: new URLSearchParams({ partNumber, uploadId }),
        body,
      });
      await response.body?.cancel();
      etags.push(response.headers.get("etag") ?? "");
    }
    const completed = await client.ask(doing, key, {
      method: "POST",
      query: new URLSearchParams({ uploadId }),
      body: new TextEncoder().encode(listOf(etags)),
    });
    // S3 may find out that it cannot after it has answered 200.
    const answer = await completed.text();
    const code = /<Error[ >]/.test(answer) && textOf(answer, "Code");
    if (code) throw new StoreAwayError(`Cannot write ${key}`, code);
    isComplete = true;
  } finally {
    if (!isComplete) {
      await abort(client, key, uploadId).catch(() => {});
      await remove(client, key);
    }
  }
}

function listOf(etags: string[]): string {
  const parts = etags.map((etag, index) =>
    `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag}</ETag></Part>`
  );
  return `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`;
}

async function abort(
  client: S3Client,
  key: string,
  uploadId: string,
): Promise<void> {
  await done(client.ask("write", key, {
    method: "DELETE",
    query: new URLSearchParams({ uploadId }),
    expected: [404],
  }));
}

/** As well as may be: what stays has no row, and the sweep finds it. */
async function remove(client: S3Client, key: string): Promise<void> {
  await done(client.ask("remove", key, { method: "DELETE" })).catch(() => {});
}

async function done(answer: Promise<Response>): Promise<void> {
  await (await answer).body?.cancel();
}

function headersOf(contentType = "application/octet-stream"): Headers {
  return new Headers({ "content-type": contentType });
}

function refuseNoKey(key: string): void {
  if (!isKey(key)) throw new TypeError(`"${key}" is no key of a store`);
}

async function* withFirst(
  first: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

function emptyStream(): ReadableStream {
  return new ReadableStream({ start: (controller) => controller.close() });
}
