import type { Account } from "./budget/account.ts";
import type { Share } from "./budget/shares.ts";

/** Sockets take as much at once; a smaller answer is soon out of the process. */
const SMALL_BYTES = 65_536;

/** What the largest answers nearly have. */
const LARGE_BYTES = 1_048_576;

/** How long a reader may take nothing, in ms, before it is given up. */
const UNREAD_MS = 30_000;

/**
 * Asks for room for a large answer, before anything is read for it.
 *
 * @throws {Problem} 429 or 503 when too much waits to be read already.
 */
export function expectLargeAnswer(account: Account): void {
  account.expect("answerBytes", LARGE_BYTES);
}

/**
 * An answer in JSON. A large one is on the account of who asked for it until they have read it; who
 * does not read is cut off.
 *
 * @throws {Problem} 429 or 503 when too much waits to be read already.
 */
export function jsonAnswer(account: Account, value: unknown): Response {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const headers = { "content-type": "application/json" };
  if (bytes.byteLength <= SMALL_BYTES) return new Response(bytes, { headers });
  const share = account.take("answerBytes", bytes.byteLength);
  return new Response(readInTime(bytes, share), { headers });
}

function readInTime(bytes: Uint8Array, share: Share): ReadableStream {
  let offset = 0;
  let timer: ReturnType<typeof setTimeout>;
  const end = () => {
    clearTimeout(timer);
    share.giveBack();
  };
  return new ReadableStream<Uint8Array>({
    start: giveTime,
    pull(controller) {
      clearTimeout(timer);
      const next = offset + SMALL_BYTES;
      controller.enqueue(bytes.subarray(offset, next));
      offset = next;
      if (offset < bytes.byteLength) return giveTime(controller);
      controller.close();
      end();
    },
    cancel: end,
  }, { highWaterMark: 0 });

  function giveTime(controller: ReadableStreamDefaultController<Uint8Array>) {
    timer = setTimeout(() => {
      controller.error(new Error(`Nothing was read for ${UNREAD_MS} ms`));
      end();
    }, UNREAD_MS);
  }
}
