import { DatabaseAwayError } from "./errors.ts";

/** Longer than a server lets one writer wait for another (5 s), shorter than people wait. */
const ANSWER_WITHIN_MS = 6_000;

/**
 * `fetch` for libSQL's client, which would wait for ever for a server that stands still.
 *
 * @throws {DatabaseAwayError} when the whole answer is not there in 6 s.
 */
export async function fetchInTime(request: Request): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const response = await fetch(request, { signal });
    return new Response(await response.arrayBuffer(), response);
  } catch (error) {
    const { host } = new URL(request.url);
    throw new DatabaseAwayError(`The database server ${host} did not answer`, {
      cause: error,
    });
  }
}
