import type { MediaFile, UploadAnswer } from "../../media/contract.ts";
import type { Failure } from "../page/failure.ts";
import type { Session } from "../page/session.ts";
import { SignedOutError } from "../page/session.ts";

/** Why a file was not taken; the page puts `reason` into the reader's words. */
export interface UploadProblem {
  /**
   * Besides those of every request: `tooLarge` (413), `wrongType`: not allowed here, or not what it
   * says (415), and `infected`: the scanner found malware (422).
   */
  reason: Failure["reason"] | "tooLarge" | "wrongType" | "infected";
  /** The server's own words, in English; `null` where none came. */
  detail: string | null;
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

/** `fetch` does not tell how much of a body has left, so this takes the older `XMLHttpRequest`. */
export function createPostFile(session: Pick<Session, "fetch">): PostFile {
  return async (file, { clientId, signal, onProgress }) => {
    const form = new FormData();
    form.append("clientId", clientId);
    form.append("file", file, file.name);
    try {
      const response = await session.fetch(
        URL,
        undefined,
        () => send(form, signal, onProgress),
      );
      if (!response.ok) throw new UploadError(await problemOf(response));
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
  onProgress: (sent: number) => void,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal.addEventListener("abort", abort);
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () =>
      resolve(new Response(request.responseText, { status: request.status }));
    request.onerror = () => reject(new TypeError("No answer"));
    request.onabort = () => reject(signal.reason);
    request.onloadend = () => signal.removeEventListener("abort", abort);
    request.open("POST", URL);
    request.setRequestHeader("accept", "application/json");
    request.send(form);
    if (signal.aborted) abort();
  });
}

async function problemOf(response: Response): Promise<UploadProblem> {
  const detail = await response.json()
    .then(({ detail }) => typeof detail === "string" ? detail : null)
    .catch(() => null);
  return { reason: reasonOf(response.status), detail };
}

/** What an answer with this status means. */
export function reasonOf(status: number): UploadProblem["reason"] {
  if (status === 413) return "tooLarge";
  if (status === 415) return "wrongType";
  if (status === 422) return "infected";
  if (status === 404) return "missing";
  return status === 429 || status >= 500 ? "busy" : "refused";
}
