import { createHash } from "node:crypto";
import type { Actor } from "../auth/actor.ts";
import { LineFullError } from "../http/at_most.ts";
import { Problem } from "../http/problem.ts";
import type { Limits } from "../limits/contract.ts";
import type { Services } from "../services.ts";
import type { FileType } from "./type/file_types.ts";
import { cleanFileName } from "./file_name.ts";
import { type Charset, charsetListener } from "./type/charset.ts";
import { judgeType, SAMPLE_BYTES } from "./type/judge_type.ts";
import { requireParts } from "./type/require_parts.ts";
import type { FilePart } from "./multipart.ts";
import {
  MAX_PICTURE_BYTES,
  type Picture,
  READABLE_PICTURES,
} from "./picture/picture.ts";
import { readPicture } from "./picture/read_picture.ts";
import { stateOfNew } from "./scan.ts";
import { type Keys, newKeys } from "./store/keys.ts";
import type { Store } from "./store/store.ts";

/** A file that is in the store, but has no row yet. */
export interface TakenFile {
  fileName: string;
  type: FileType;
  keys: Keys;
  /** In bytes. */
  size: number;
  /** SHA-256, in hex. */
  checksum: string;
  /** Of a text. */
  charset: Charset | null;
  state: "ready" | "scanning";
  /** `null` for what is no picture, or none that can be read here. */
  picture: Picture | null;
}

/**
 * Streams one file into the store. When it is refused, or anything fails, nothing stays there.
 *
 * @throws {Problem} 413 past the limit, 415 where its type is not allowed or not what it says, 422 for
 * malware, 503 where the store is away.
 */
export async function takeFile(
  services: Pick<Services, "store" | "scanner" | "decoder" | "turns" | "log">,
  actor: Actor,
  part: FilePart,
  { maxFileBytes, allowedTypes }: Pick<Limits, "maxFileBytes" | "allowedTypes">,
): Promise<TakenFile> {
  const { store, scanner } = services;
  const fileName = cleanFileName(part.fileName);
  const { sample, body } = await begin(part.body);
  const { declaredType } = part;
  const { type, isOpen } = await judgeType(
    { fileName, declaredType, sample },
    allowedTypes,
  );
  const keys = newKeys(actor.tenantId);
  const maxBytes = Math.min(maxFileBytes, scanner.maxBytes);
  const text = type.detected === "text" ? charsetListener(sample) : null;
  const measured = measure(body, fileName, maxBytes, text?.hear);
  const { contentType } = type;
  await store.put(keys.file, measured.bytes, { contentType });
  const { size, checksum } = measured.result();
  try {
    if (isOpen) {
      await requireParts(store, { key: keys.file, fileName, type, size });
    }
    const state = await stateOfNew(services, { key: keys.file, fileName });
    const taken = {
      fileName,
      type,
      keys,
      size,
      checksum,
      charset: text?.charset() ?? null,
      state,
      picture: null,
    };
    return { ...taken, picture: await pictureOf(services, taken) };
  } catch (error) {
    await discard(store, keys);
    throw error;
  }
}

/** Tries to remove a file's objects; the sweep finds what stays. */
export async function discard(store: Store, keys: Keys): Promise<void> {
  await store.delete(keys.file).catch(() => {});
  await store.delete(keys.thumbnail).catch(() => {});
}

/** The first bytes of a body, and the body, which still has them. */
async function begin(body: AsyncIterable<Uint8Array>) {
  const rest = body[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size < SAMPLE_BYTES) {
    const { done, value } = await rest.next();
    if (done) break;
    chunks.push(value);
    size += value.byteLength;
  }
  const start = await new Blob(chunks as BlobPart[]).bytes();
  return {
    sample: start.subarray(0, SAMPLE_BYTES),
    body: (async function* () {
      if (start.byteLength > 0) yield start;
      for (;;) {
        const { done, value } = await rest.next();
        if (done) return;
        yield value;
      }
    })(),
  };
}

/** Counts and hashes what goes through, lets `hear` have it, and stops it past `maxBytes`. */
function measure(
  body: AsyncIterable<Uint8Array>,
  fileName: string,
  maxBytes: number,
  hear?: (chunk: Uint8Array) => void,
) {
  const hash = createHash("sha256");
  let size = 0;
  return {
    bytes: (async function* () {
      for await (const chunk of body) {
        size += chunk.byteLength;
        if (size > maxBytes) throw tooLarge(fileName, maxBytes);
        hash.update(chunk);
        hear?.(chunk);
        yield chunk;
      }
    })(),
    result: () => ({ size, checksum: hash.digest("hex") }),
  };
}

function tooLarge(fileName: string, maxBytes: number): Problem {
  const inMib = (maxBytes / 1024 / 1024).toFixed(1).replace(".0", "");
  return new Problem(
    413,
    `${
      JSON.stringify(fileName)
    } is larger than ${maxBytes} bytes (${inMib} MiB), the limit here`,
  );
}

/** A picture of 32 MiB at most, out of our own store. */
const READ_WITHIN_MS = 60_000;

async function pictureOf(
  { store, decoder, turns }: Pick<Services, "store" | "decoder" | "turns">,
  { type, keys, size }: TakenFile,
): Promise<Picture | null> {
  const isReadable = READABLE_PICTURES.includes(type.contentType);
  if (!isReadable || size > MAX_PICTURE_BYTES) return null;
  const picture = await turns.picture(async () => {
    const late = AbortSignal.timeout(READ_WITHIN_MS);
    const bytes = await store.get(keys.file, undefined, late);
    return await readPicture(decoder, await new Response(bytes).bytes());
  }).catch((error) => {
    // It can be used without being shown.
    if (error instanceof LineFullError) return null;
    throw error;
  });
  const thumbnail = picture?.thumbnail;
  if (thumbnail) {
    const bytes = ReadableStream.from([thumbnail]);
    await store.put(keys.thumbnail, bytes, { contentType: "image/webp" });
  }
  return picture;
}
