import { retryAfter } from "../connection/backoff.ts";
import type { Failure } from "./failure.ts";
import type { Platform } from "./platform.ts";
import { readProblem } from "./problem.ts";
import type { Session } from "./session.ts";
import { SignedOutError } from "./session.ts";

/** A request to the server did not do what it should. */
export class RequestError extends Error {
  override name = "RequestError";

  constructor(
    readonly failure: Failure,
    /** The pause the server asks for, in milliseconds. */
    readonly retryAfter: number | null = null,
  ) {
    super(failure.detail ?? failure.reason);
  }
}

export interface Api {
  /** @throws {RequestError} */
  get<Answer>(url: string): Promise<Answer>;
  /** @throws {RequestError} */
  post<Answer>(url: string, body?: unknown): Promise<Answer>;
  /** @throws {RequestError} */
  patch<Answer>(url: string, body: unknown): Promise<Answer>;
  /** @throws {RequestError} */
  delete(url: string): Promise<void>;
}

/** No answer within this time is as good as none. */
const TIMEOUT = 30_000;

/** Browsers let requests outlive their page only up to 64 KiB, all of them together. */
const KEEP_ALIVE_UP_TO = 20_000;

/** JSON over HTTP, with every way to fail told as one kind of error. */
export function createApi(platform: Platform, session: Session): Api {
  async function request<Answer>(
    url: string,
    init: RequestInit,
  ): Promise<Answer> {
    const overtime = new AbortController();
    const cancel = platform.after(TIMEOUT, () => overtime.abort());
    try {
      const response = await session.fetch(url, {
        ...init,
        signal: overtime.signal,
      });
      if (!response.ok) throw await refusal(response, platform.now());
      const hasBody = response.status !== 204;
      return await (hasBody ? response.json() : undefined);
    } catch (error) {
      if (error instanceof RequestError) throw error;
      const reason = error instanceof SignedOutError ? "signedOut" : "offline";
      throw new RequestError({ reason, detail: null });
    } finally {
      cancel();
    }
  }

  function send<Answer>(
    method: "POST" | "PATCH",
    url: string,
    body: unknown,
  ): Promise<Answer> {
    const text = JSON.stringify(body);
    return request(url, {
      method,
      headers: {
        accept: "application/json",
        "content-type": "application/json",
      },
      body: text,
      keepalive: text.length < KEEP_ALIVE_UP_TO,
    });
  }

  return {
    get: (url) => request(url, { headers: { accept: "application/json" } }),
    post: (url, body = {}) => send("POST", url, body),
    patch: (url, body) => send("PATCH", url, body),
    delete: (url) => request(url, { method: "DELETE" }),
  };
}

/** Whether it may work later: after no answer or a busy server, not after a refusal. */
export function isPassing({ reason }: Failure): boolean {
  return reason === "offline" || reason === "busy" || reason === "signedOut";
}

async function refusal(
  response: Response,
  now: number,
): Promise<RequestError> {
  const { detail } = await readProblem(response);
  const { status, headers } = response;
  if (status === 404) return new RequestError({ reason: "missing", detail });
  if (status === 429 || status >= 500) {
    return new RequestError(
      { reason: "busy", detail },
      retryAfter(headers, now),
    );
  }
  return new RequestError({ reason: "refused", detail });
}
