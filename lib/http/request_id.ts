export const REQUEST_ID = "x-request-id";

/** The id that a proxy in front gave the request, if it is fit for logs and headers, else a new one. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get(REQUEST_ID) ?? "";
  return /^[\w.:+/=-]{1,128}$/.test(given) ? given : crypto.randomUUID();
}
