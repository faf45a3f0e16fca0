import type { FilesWords } from "../../lib/i18n/files/words.ts";
import { formatFileSize } from "../../lib/i18n/format.ts";
import { translate } from "../../lib/i18n/translate.ts";
import type { Usage } from "../../lib/media/contract.ts";

/** From here on there is little room left, of 1. */
const NEARLY_FULL = 0.9;

/** What files take of what they may, as a bar and in words. */
export function StorageUse(
  { words, usage: { usedBytes, quotaBytes, freeBytes } }: {
    words: FilesWords;
    usage: Usage;
  },
) {
  const size = (bytes: number) => formatFileSize(words.language, bytes);
  const isNearlyFull = usedBytes >= NEARLY_FULL * quotaBytes ||
    freeBytes <= (1 - NEARLY_FULL) * quotaBytes;
  return (
    <p class="storage-use" data-nearly-full={`${isNearlyFull}`}>
      <meter
        min={0}
        max={Math.max(1, quotaBytes)}
        value={usedBytes}
        aria-hidden="true"
      />
      <span>
        {translate(words, "storage.used", {
          used: size(usedBytes),
          quota: size(quotaBytes),
        })}
      </span>
      <span>
        {translate(words, freeBytes > 0 ? "storage.free" : "storage.full", {
          free: size(freeBytes),
        })}
      </span>
    </p>
  );
}
