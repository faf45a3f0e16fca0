/** Where a render's nonce travels on its `Response`; never a header. */
const NONCE = Symbol.for("__freshNonce");

type Rendered = Response & { [NONCE]?: string };

/** The nonce of the scripts and styles of a rendered page. */
export function nonceOf(response: Response): string | undefined {
  return (response as Rendered)[NONCE];
}

/**
 * Changes the headers of an answer in place, or of a copy where they cannot be changed (those of
 * `Response.redirect` and `fetch`). The body is handed on as it is.
 */
export function withHeaders(
  response: Response,
  change: (headers: Headers) => void,
): Response {
  try {
    change(response.headers);
    return response;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const copy = new Response(response.body, response);
    change(copy.headers);
    return Object.assign(copy, { [NONCE]: nonceOf(response) });
  }
}
