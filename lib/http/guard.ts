import type { Log } from "../log.ts";
import type { Budget } from "./budget/budget.ts";
import { clientOf } from "./client.ts";
import { nonceOf, withHeaders } from "./headers.ts";
import { Problem } from "./problem.ts";
import { breakingOff, endingUnread } from "./unread_body.ts";
import { securityHeaders } from "./security_headers.ts";
import { isWatching } from "./watching.ts";

export type Handler = (
  request: Request,
  info?: Deno.ServeHandlerInfo,
) => Promise<Response>;

export interface GuardOptions {
  log: Log;
  budget: Budget;
  /** Whether `X-Forwarded-Proto` and `X-Forwarded-For` are believed. */
  trustProxy: boolean;
  /** Whether this is the development server. */
  dev: boolean;
}

/** The methods that a route can have. The router would fail on any other. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** The spine counts streams, of which a herd comes at once when a server has gone. */
const STREAM = /^\/api\/messaging\/stream\/[^/]+$/;

/** Longer than any address the pages make; RFC 9110, 4.1 asks for 8,000 at least. */
const MAX_URL_LENGTH = 8_192;

/**
 * Wraps the whole application, static files and error answers included. It refuses requests that no
 * router can read, answers whatever is thrown, and gives every answer the security headers.
 */
export function guard(
  handler: Handler,
  { log, budget, trustProxy, dev }: GuardOptions,
): Handler {
  return async (request, info) => {
    const response = await answer(request, info);
    // An upgrade's answer belongs to the runtime.
    if (response.status === 101) return response;
    const nonce = nonceOf(response);
    const https = isHttps(request, trustProxy);
    const headers = securityHeaders({ nonce, https, dev });
    // Pages and JSON are private. Files and streams set their own header.
    headers["cache-control"] = "no-store";
    return withHeaders(response, (given) => {
      for (const [name, value] of Object.entries(headers)) {
        if (!given.has(name)) given.set(name, value);
      }
    });
  };

  async function answer(request: Request, info?: Deno.ServeHandlerInfo) {
    try {
      const refused = refusal(request)?.toResponse();
      if (!refused) return await counted(request, info);
      return hasNeedlessBody(request) ? await breakingOff(refused) : refused;
    } catch (error) {
      log.error("request failed outside the application", error, {
        method: request.method,
      });
      return new Problem(500, "The request failed; it has been logged")
        .toResponse();
    }
  }

  /** A request is under way until its answer is read. */
  async function counted(request: Request, info?: Deno.ServeHandlerInfo) {
    const address = info
      ? clientOf(request, info, { trustProxy }).address
      : "unknown";
    const account = budget.open(request, address);
    let response: Response;
    try {
      const { pathname } = new URL(request.url);
      if (!isWatching(pathname) && !STREAM.test(pathname)) account.begin();
      response = await handler(request, info);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      response = error.toResponse();
    }
    response = await endingUnread(request, response, account);
    const type = response.headers.get("content-type");
    if (info && type !== "text/event-stream") {
      account.lastsUntil(info.completed);
    }
    account.end();
    return response;
  }
}

/** What is wrong with the request line, if anything is. */
function refusal(request: Request): Problem | null {
  const { method, url, headers } = request;
  // The runtime puts the host before the path unchecked, so it could become part of the path.
  if (/[/?#@\\]/.test(headers.get("host") ?? "")) {
    return new Problem(400, "The Host header is not a host");
  }
  if (method === "TRACE") {
    const headers = { allow: METHODS.join(", ") };
    return new Problem(405, "TRACE is not answered here", { headers });
  }
  if (!METHODS.includes(method)) {
    return new Problem(501, `No route knows the method ${method}`);
  }
  if (hasNeedlessBody(request)) {
    return new Problem(400, `A ${method} has no body here`, {
      headers: { connection: "close" },
    });
  }
  if (url.length > MAX_URL_LENGTH) {
    return new Problem(
      414,
      `The URL has ${url.length} characters; ${MAX_URL_LENGTH} are allowed`,
    );
  }
  const path = decodedPath(url);
  if (path === null) {
    return new Problem(
      400,
      "The URL is malformed: not a host and a path in UTF-8, percent-encoded",
    );
  }
  // libSQL cuts a text at U+0000, so the text compared here would differ from the one looked up.
  if (path.includes("\u0000")) {
    return new Problem(400, "The URL's path must not contain U+0000");
  }
  return null;
}

/** The runtime hands over none of it, and waits for it on the connection. */
function hasNeedlessBody({ method, headers }: Request): boolean {
  return (method === "GET" || method === "HEAD") &&
    (headers.has("transfer-encoding") ||
      Number(headers.get("content-length") ?? 0) > 0);
}

function decodedPath(url: string): string | null {
  try {
    return decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
}

function isHttps(request: Request, trustProxy: boolean): boolean {
  const forwarded = trustProxy && request.headers.get("x-forwarded-proto");
  return forwarded
    ? /^https\s*(,|$)/.test(forwarded)
    : request.url.startsWith("https:");
}
