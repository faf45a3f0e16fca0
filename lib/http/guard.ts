import type { Log } from "../log.ts";
import { nonceOf, withHeaders } from "./headers.ts";
import { Problem } from "./problem.ts";
import { securityHeaders } from "./security_headers.ts";

export type Handler = (
  request: Request,
  info?: Deno.ServeHandlerInfo,
) => Promise<Response>;

export interface GuardOptions {
  log: Log;
  /** Whether `X-Forwarded-Proto` is believed. */
  trustProxy: boolean;
  /** Whether this is the development server. */
  dev: boolean;
}

/** The methods that a route can have. The router would fail on any other. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Longer than any address the pages make; RFC 9110, 4.1 asks for 8,000 at least. */
const MAX_URL_LENGTH = 8_192;

/**
 * Wraps the whole application, static files and error answers included. It refuses requests that no
 * router can read, answers whatever is thrown, and gives every answer the security headers.
 */
export function guard(
  handler: Handler,
  { log, trustProxy, dev }: GuardOptions,
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
      return refusal(request)?.toResponse() ?? await handler(request, info);
    } catch (error) {
      log.error("request failed outside the application", error, {
        method: request.method,
      });
      return new Problem(500, "The request failed; it has been logged")
        .toResponse();
    }
  }
}

/** What is wrong with the request line, if anything is. */
function refusal({ method, url, headers }: Request): Problem | null {
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
