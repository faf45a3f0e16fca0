import { HttpError } from "fresh";
import { CommitUnknownError, isDiskFull, isPassing } from "../db/errors.ts";
import { Problem } from "./problem.ts";

const RETRY_AFTER_SECONDS = "1";

/**
 * The answer for anything that was thrown. An error that was not meant as an answer tells nothing
 * but its status: 503 when the database is busy or away, else 500.
 */
export function problemOf(error: unknown, path: string): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HttpError) return ofRouter(error, path);
  if (isPassing(error)) {
    return new Problem(
      503,
      error instanceof CommitUnknownError
        ? "The database was lost while it worked; look whether the change was made"
        : isDiskFull(error)
        ? "The server's disk is full; nothing was changed"
        : "The database is busy or cannot be reached; nothing was changed",
      { headers: { "retry-after": RETRY_AFTER_SECONDS } },
    );
  }
  return new Problem(500, "The request failed; it has been logged");
}

function ofRouter({ status, message }: HttpError, path: string): Problem {
  if (message) return new Problem(status, message);
  if (status === 404) return new Problem(404, `There is nothing at ${path}`);
  return new Problem(status, `The request for ${path} cannot be served`);
}
