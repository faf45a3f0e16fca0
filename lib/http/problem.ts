import type { ProblemType } from "../shared/problem_types.ts";

/** The fields of an error answer, as in RFC 9457. */
export interface ProblemDetails {
  type: ProblemType | "about:blank";
  title: string;
  status: number;
  detail: string;
  errors?: FieldError[];
}

/** One wrong field of a request: `path` as in `recipients.0`. */
export interface FieldError {
  path: string;
  message: string;
}

const TITLES: Record<number, string> = {
  400: "Bad request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  408: "Too slow",
  409: "Conflict",
  412: "Precondition failed",
  413: "Too large",
  414: "Address too long",
  415: "Unsupported media type",
  416: "Range not satisfiable",
  422: "Unprocessable content",
  429: "Too many requests",
  499: "Client has left",
  500: "Internal error",
  501: "Method unknown",
  503: "Unavailable for the moment",
};

/**
 * An error that carries its own answer. Domains throw it where a request cannot be done; the
 * error route turns it into `application/problem+json` or a page.
 */
export class Problem extends Error {
  override name = "Problem";

  constructor(
    readonly status: number,
    readonly detail: string,
    readonly options: {
      type?: ProblemType;
      errors?: FieldError[];
      headers?: Record<string, string>;
    } = {},
  ) {
    super(detail);
  }

  get type(): ProblemDetails["type"] {
    return this.options.type ?? "about:blank";
  }

  get title(): string {
    return TITLES[this.status] ?? "Error";
  }

  /** The answer as `application/problem+json`, with the problem's own headers. */
  toResponse(): Response {
    const body: ProblemDetails = {
      type: this.type,
      title: this.title,
      status: this.status,
      detail: this.detail,
      ...(this.options.errors && { errors: this.options.errors }),
    };
    return new Response(JSON.stringify(body), {
      status: this.status,
      headers: {
        "content-type": "application/problem+json",
        "cache-control": "no-store",
        ...this.options.headers,
      },
    });
  }
}

/** 404 for what does not exist or the actor may not know of. The two look alike. */
export function notFound(what: string, id: string | number): Problem {
  return new Problem(404, `${what} "${id}" does not exist`);
}
