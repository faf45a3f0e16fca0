import type { MediaFile, UploadAnswer } from "../../media/contract.ts";
import { PROBLEM_TYPES } from "../../shared/problem_types.ts";
import { retryAfter } from "../connection/backoff.ts";
import { watchdog } from "../connection/watchdog.ts";
import type { Failure } from "../page/failure.ts";
import type { Platform } from "../page/platform.ts";
import { readProblem } from "../page/problem.ts";
import type { Session } from "../page/session.ts";
import { SignedOutError } from "../page/session.ts";

/** Why a file was not taken; the page puts `reason` into the reader's words. */
export interface UploadProblem {
  /**
   * Besides those of every request: `tooLarge` (413), `wrongType`: not allowed here (415),
   * `misnamed`: not what its name says, `infected`: the scanner found malware, `empty`: it has no
   * content, `overQuota`: there is no room for it, and `noFile`: the form had none.
   */
  reason:
    | Failure["reason"]
    | "tooLarge"
    | "wrongType"
    | "misnamed"
    | "infected"
    | "empty"
    | "overQuota"
    | "noFile";
  /** The server's own words, in English; `null` where none came. */
  detail: string | null;
  /** How long the server asks to be left alone, in milliseconds, where it does. */
  retryAfter?: number;
}

/** A file did not get into the library. */
export class UploadError extends Error {
  override name = "UploadError";

  constructor(readonly problem: UploadProblem) {
    super(problem.detail ?? problem.reason);
  }
}

/**
 * Uploads one file; `onProgress` hears how many bytes have left. With the same `clientId` again it
 * is the same file: the answer to the first attempt may have been lost.
 *
 * @throws {UploadError}
 */
export type PostFile = (
  file: File,
  options: {
    clientId: string;
    signal: AbortSignal;
    onProgress(sent: number): void;
  },
) => Promise<MediaFile>;

const URL = "/api/messaging/attachments/upload";

/** How long no byte may leave and no answer come before the line counts as dead, in milliseconds. */
const STALL_TIMEOUT = 60_000;

/** `fetch` does not tell how much of a body has left, so this takes the older `XMLHttpRequest`. */
export function createPostFile(
  session: Pick<Session, "fetch">,
  platform: Pick<Platform, "now" | "after">,
): PostFile {
  return async (file, { clientId, signal, onProgress }) => {
    const form = new FormData();
    form.append("clientId", clientId);
    form.append("file", file, file.name);
    try {
      const response = await session.fetch(
        URL,
        undefined,
        () => send(form, signal, platform, onProgress),
      );
      if (!response.ok) {
        throw new UploadError(await problemOf(response, platform.now()));
      }
      const { items }: UploadAnswer = await response.json();
      return items[0];
    } catch (error) {
      if (error instanceof UploadError) throw error;
      const reason = error instanceof SignedOutError ? "signedOut" : "offline";
      throw new UploadError({ reason, detail: null });
    }
  };
}

/** As `fetch`, for a form: any answer is a response, none is an error. */
function send(
  form: FormData,
  signal: AbortSignal,
  platform: Pick<Platform, "now" | "after">,
  onProgress: (sent: number) => void,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const watch = watchdog(platform, STALL_TIMEOUT, abort);
    signal.addEventListener("abort", abort);
    request.upload.onprogress = ({ loaded }) => {
      watch.feed();
      onProgress(loaded);
    };
    request.onload = () => resolve(responseOf(request));
    request.onerror = () => reject(new TypeError("No answer"));
    request.onabort = () => reject(signal.reason ?? new TypeError("Stalled"));
    request.onloadend = () => {
      watch.stop();
      signal.removeEventListener("abort", abort);
    };
    request.open("POST", URL);
    request.setRequestHeader("accept", "application/json");
    request.send(form);
    if (signal.aborted) abort();
  });
}

function responseOf(request: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const name of ["content-type", "retry-after"]) {
    const value = request.getResponseHeader(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(request.responseText, {
    status: request.status,
    headers,
  });
}

async function problemOf(
  response: Response,
  now: number,
): Promise<UploadProblem> {
  const { status, headers } = response;
  const { type, detail } = await readProblem(response);
  const reason = reasonOf({ status, type });
  const pause = reason === "busy" ? retryAfter(headers, now) : null;
  return { reason, detail, ...(pause !== null && { retryAfter: pause }) };
}

/** What a problem of an upload means; its type says it where the status does not. */
export function reasonOf(
  { status, type }: { status: number; type: string | null },
): UploadProblem["reason"] {
  if (type === PROBLEM_TYPES.malware) return "infected";
  if (type === PROBLEM_TYPES.misnamed) return "misnamed";
  if (type === PROBLEM_TYPES.emptyFile) return "empty";
  if (type === PROBLEM_TYPES.noFile) return "noFile";
  if (type === PROBLEM_TYPES.overQuota) return "overQuota";
  if (status === 413) return "tooLarge";
  if (status === 415) return "wrongType";
  if (status === 404) return "missing";
  return status === 429 || status >= 500 ? "busy" : "refused";
}
