import type { Store } from "../store/store.ts";
import type { FileType } from "./file_types.ts";
import { contradiction } from "./judge_type.ts";
import { namesInZip } from "./names_in_zip.ts";

/** 1 MiB at most, out of our own store. */
const READ_WITHIN_MS = 10_000;

/** A file that is in the store. */
interface StoredFile {
  key: string;
  fileName: string;
  type: FileType;
  /** In bytes. */
  size: number;
}

/**
 * Asks the list of a packed document for the parts that make it one: they may stand anywhere in it,
 * behind large pictures.
 *
 * @throws {Problem} 415 where one is missing.
 * @throws {StoreAwayError}
 */
export async function requireParts(
  store: Store,
  { key, fileName, type, size }: StoredFile,
): Promise<void> {
  const names = await namesInZip(size, async (range) => {
    const late = AbortSignal.timeout(READ_WITHIN_MS);
    const bytes = await store.get(key, range, late);
    return await new Response(bytes).bytes();
  });
  const missing = type.parts?.find((part) =>
    !names.some((name) =>
      part.endsWith("/") ? name.startsWith(part) : name === part
    )
  );
  if (missing === undefined) return;
  throw contradiction(fileName, `it is an archive without "${missing}"`);
}
