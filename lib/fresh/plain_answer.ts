import { HttpError } from "./http_error.ts";

/** Answers an error in plain text, when there is no error page or that failed too. Logs what is our fault. */
export async function plainAnswer(
  error: unknown,
): Promise<Response> {
  if (!(error instanceof HttpError)) {
    console.error(error);
    return new Response("Internal server error", { status: 500 });
  }
  if (error.status >= 500) console.error(error);
  const { STATUS_CODES } = await import("node:http");
  const message = error.message || STATUS_CODES[error.status];
  return new Response(message, { status: error.status });
}
