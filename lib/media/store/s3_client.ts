import { AwsClient } from "aws4fetch";
import type { BucketSettings } from "../settings.ts";
import { textOf } from "./s3_answer.ts";
import { StoreAwayError, StoreRefusedError } from "./store.ts";

/** How long the service may take to begin its answer: enough to send it a part of a file. */
const ANSWER_WITHIN_MS = 30_000;
const ATTEMPTS = 3;
const PAUSE_MS = 100;

/** Signed requests to one bucket. */
export interface S3Client {
  /**
   * Sends one request, again when it fails in passing. The caller reads the body or cancels it.
   *
   * @param doing for the error: "Cannot write …".
   * @throws {StoreAwayError} when there is no answer, or one that is neither a success nor `expected`.
   */
  ask(doing: string, key: string, request?: S3Request): Promise<Response>;
  /** The same where the answer has nothing to read. */
  tell(doing: string, key: string, request?: S3Request): Promise<void>;
}

export interface S3Request {
  method?: string;
  query?: URLSearchParams;
  headers?: Headers;
  /** Bytes and no stream: S3 refuses a body whose length is not known. */
  body?: Uint8Array;
  signal?: AbortSignal;
  /** Statuses other than success that are answers, too. */
  expected?: number[];
}

export function s3Client(
  { endpoint, bucket, region, accessKeyId, secretAccessKey }: BucketSettings,
): S3Client {
  const aws = new AwsClient({
    accessKeyId,
    secretAccessKey,
    region,
    service: "s3",
    // Its own would leave the bodies of refusals open, and give up at a lost connection.
    retries: 0,
  });
  const base = `${endpoint.replace(/\/+$/, "")}/${bucket}/`;

  return {
    ask,
    async tell(doing, key, request) {
      await (await ask(doing, key, request)).body?.cancel();
    },
  };

  async function ask(
    doing: string,
    key: string,
    request: S3Request = {},
  ): Promise<Response> {
    for (let attempt = 1;; attempt++) {
      try {
        return await once(`Cannot ${doing} ${key}`, key, request);
      } catch (error) {
        request.signal?.throwIfAborted();
        const isFinal = error instanceof StoreRefusedError ||
          !(error instanceof StoreAwayError);
        if (isFinal || attempt === ATTEMPTS) throw error;
        const pause = PAUSE_MS * 2 ** attempt * Math.random();
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  async function once(
    what: string,
    key: string,
    { method = "GET", query, headers, body, signal, expected = [] }: S3Request,
  ): Promise<Response> {
    const url = query ? `${base}${key}?${query}` : base + key;
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(new Error(`no answer in ${ANSWER_WITHIN_MS} ms`)),
      ANSWER_WITHIN_MS,
    );
    try {
      const signed = await aws.sign(url, { method, headers });
      const response = await fetch(signed.url, {
        method,
        headers: signed.headers,
        // Its bytes are not part of the signature, and each `Request` would copy them once more.
        body: body as BodyInit | undefined,
        signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal,
      });
      if (response.ok || expected.includes(response.status)) return response;
      throw refusal(what, response.status, await response.text());
    } catch (error) {
      if (error instanceof StoreAwayError) throw error;
      signal?.throwIfAborted();
      throw new StoreAwayError(what, error);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** A failure of the service itself may pass; what it refuses, it will refuse again. */
function refusal(what: string, status: number, xml: string): StoreAwayError {
  const said = [textOf(xml, "Code"), textOf(xml, "Message")];
  const reason = [status, ...said].filter(Boolean).join(" ");
  return status >= 500 || status === 429
    ? new StoreAwayError(what, reason)
    : new StoreRefusedError(what, reason);
}
