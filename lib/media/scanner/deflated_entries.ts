import { createInflateRaw } from "node:zlib";
import { latin1 } from "../latin1.ts";
import { type Input, inputOf } from "./input.ts";

/** What stands before each file of a zip archive (APPNOTE.TXT, 4.3.7). */
const MARK = "PK\x03\x04";
const HEAD_BYTES = 30;
const DEFLATED = 8;

/**
 * The deflated files of a zip archive, unfolded as they are read, while the archive streams by. They
 * are found by what stands before each: an archive behind a program counts, and so does one whose
 * list is missing. A file may be left before its end, or not be read at all. `bytes` are read to
 * their end.
 *
 * @param mayGoOn asked before each file; where not, what is left is not looked into.
 */
export async function* deflatedEntries(
  bytes: AsyncIterable<Uint8Array>,
  mayGoOn: () => boolean,
): AsyncGenerator<AsyncIterable<Uint8Array>> {
  const input = inputOf(bytes);
  while (mayGoOn() && await skipPast(input, MARK)) {
    const head = await input.peek(HEAD_BYTES - MARK.length);
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    if (head.byteLength < HEAD_BYTES - MARK.length) continue;
    if (view.getUint16(4, true) !== DEFLATED) continue;
    const names = view.getUint16(22, true) + view.getUint16(24, true);
    await input.skip(head.byteLength + names);
    yield inflate(input);
  }
  while (await input.next());
}

async function skipPast(input: Input, mark: string): Promise<boolean> {
  let tail = "";
  for (;;) {
    const chunk = await input.next();
    if (!chunk) return false;
    // The mark may lie across two chunks.
    const text = tail + latin1(chunk);
    const at = text.indexOf(mark);
    if (at !== -1) {
      input.unread(chunk.subarray(at + mark.length - tail.length));
      return true;
    }
    tail = text.slice(1 - mark.length);
  }
}

/** What is unfolded from here on, up to its own end; what is behind that stays in `input`. */
async function* inflate(input: Input): AsyncGenerator<Uint8Array> {
  const inflater = createInflateRaw({ chunkSize: 65_536 });
  let given = 0;
  let last: Uint8Array = new Uint8Array();
  const give = async () => {
    const chunk = await input.next();
    if (!chunk) return void inflater.end();
    given += chunk.length;
    last = chunk;
    inflater.write(chunk, () => {
      // What it has left over stands behind its end.
      if (inflater.bytesWritten === given) giving = giveOrFail();
    });
  };
  const giveOrFail = () => {
    const given = give();
    given.catch((error) => inflater.destroy(error));
    return given;
  };
  let giving = giveOrFail();

  try {
    for await (const bytes of inflater) yield bytes;
  } catch {
    // It is broken, or nothing that is deflated. Whether the input failed is seen below.
  } finally {
    inflater.destroy();
    await giving;
    const left = Math.min(last.length, given - inflater.bytesWritten);
    input.unread(last.subarray(last.length - left));
  }
}
