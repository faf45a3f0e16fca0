import type { Account } from "./budget/account.ts";

/** What has come with the request already, and is read for the sake of its connection. */
const SMALL_BYTES = 65_536;

/** How long a sender has to read an answer before the connection is closed, in ms. */
const READING_MS = 2_000;

/**
 * The answer to a request whose body nobody has read. While a body is still to come, the runtime
 * closes the connection neither after the answer nor when the server shuts down. A small one is read
 * now, and the request is on the sender's account until it has come; before a large one, the answer
 * breaks off after its last byte, which ends the connection.
 */
export async function endingUnread(
  request: Request,
  response: Response,
  account: Account,
): Promise<Response> {
  const { body, bodyUsed, headers } = request;
  if (body === null || bodyUsed) return response;
  // A browser that still uploads would not read an answer whose connection ends.
  if (account.isUsers && isUpload(headers)) return response;
  const length = declaredBytes(headers);
  if (length === 0) return response;
  if (length > SMALL_BYTES) return await breakingOff(response);
  account.lastsUntil(request.bytes());
  return response;
}

function isUpload(headers: Headers): boolean {
  return /^multipart\//i.test(headers.get("content-type") ?? "");
}

function declaredBytes(headers: Headers): number {
  if (headers.has("transfer-encoding")) return Infinity;
  return Number(headers.get("content-length") ?? 0);
}

/** The answer, and then the end of the connection. It does not work while a read is under way. */
export async function breakingOff(response: Response): Promise<Response> {
  const bytes = await response.bytes();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      controller.enqueue(bytes);
      await new Promise((resolve) => setTimeout(resolve, READING_MS));
      controller.error(new Error("The request's body was not wanted"));
    },
  }, { highWaterMark: 0 });
  const { status, headers } = response;
  return new Response(body, { status, headers });
}
