import { inPieces } from "./pieces.ts";
import { textOf } from "./s3_answer.ts";
import type { S3Client } from "./s3_client.ts";
import { StoreAwayError } from "./store.ts";

/**
 * What is longer goes in parts of this size. R2 wants all but the last to be equal, S3 none below
 * 5 MiB and no more than 10,000 of them: an object may have 48 GiB.
 */
const PART_BYTES = 5 * 1024 * 1024;

/**
 * Writes an object of any length, in one request or in parts. When that fails, nothing stays, as far
 * as it can be asked for.
 */
export async function putObject(
  client: S3Client,
  key: string,
  body: AsyncIterable<Uint8Array>,
  contentType = "application/octet-stream",
): Promise<void> {
  const headers = new Headers({ "content-type": contentType });
  const pieces = inPieces(body, PART_BYTES);
  const { done, value: first = new Uint8Array() } = await pieces.next();
  if (done || first.byteLength < PART_BYTES) {
    await putWhole(client, key, first, headers);
  } else {
    await putInParts(client, key, withFirst(first, pieces), headers);
  }
}

async function putWhole(
  client: S3Client,
  key: string,
  body: Uint8Array,
  headers: Headers,
): Promise<void> {
  try {
    await client.tell("write", key, { method: "PUT", headers, body });
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
      await abortUpload(client, key, uploadId).catch(() => {});
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

/** Its parts go with it. */
export async function abortUpload(
  client: S3Client,
  key: string,
  uploadId: string,
): Promise<void> {
  await client.tell("write", key, {
    method: "DELETE",
    query: new URLSearchParams({ uploadId }),
    expected: [404],
  });
}

/** As well as may be: what stays has no row, and the sweep finds it. */
async function remove(client: S3Client, key: string): Promise<void> {
  await client.tell("remove", key, { method: "DELETE" }).catch(() => {});
}

async function* withFirst(
  first: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}
