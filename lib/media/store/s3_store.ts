import type { BucketSettings } from "../settings.ts";
import { isFileKey, isKey } from "./keys.ts";
import { elementsOf, textOf } from "./s3_answer.ts";
import { s3Client } from "./s3_client.ts";
import { abortUpload, putObject } from "./s3_put.ts";
import type { Store } from "./store.ts";

/** A bucket of any service that speaks S3's API, addressed by path. */
export function s3Store(settings: BucketSettings): Store {
  const client = s3Client(settings);

  return {
    async put(key, body, { contentType } = {}) {
      refuseNoKey(key);
      await putObject(client, key, body, contentType);
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
      await client.tell("remove", key, { method: "DELETE", expected: [404] });
    },

    async *list(prefix) {
      let next: string | undefined;
      do {
        const query = new URLSearchParams({ "list-type": "2", prefix });
        if (next) query.set("continuation-token", next);
        const answer = await (await client.ask("list", "", { query })).text();
        for (const text of elementsOf(answer, "Contents")) {
          const key = textOf(text, "Key") ?? "";
          // Somebody may keep other things in the same bucket.
          if (!isKey(key)) continue;
          yield {
            key,
            size: Number(textOf(text, "Size")),
            modifiedAt: new Date(textOf(text, "LastModified") ?? 0),
          };
        }
        next = textOf(answer, "NextContinuationToken");
      } while (next);
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
          await abortUpload(client, key, uploadId);
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

function refuseNoKey(key: string): void {
  if (!isKey(key)) throw new TypeError(`"${key}" is no key of a store`);
}

function emptyStream(): ReadableStream {
  return new ReadableStream({ start: (controller) => controller.close() });
}
