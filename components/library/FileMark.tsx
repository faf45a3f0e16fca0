import type { LibraryWords } from "../../lib/i18n/library/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import type { MediaFile } from "../../lib/media/contract.ts";
import { Icon } from "../kit/Icon.tsx";

const ICONS = {
  shared: "people",
  scanning: "clock",
  infected: "warning",
} as const;

/** What is special about a file, in words: held back, and why, or shared. */
export function FileMark(
  { words, file: { state, shared } }: {
    words: LibraryWords;
    file: Pick<MediaFile, "state" | "shared">;
  },
) {
  if (state === "ready" && !shared) return null;
  const mark = state === "ready" ? "shared" : state;
  return (
    <span class="file-mark" data-mark={mark}>
      <Icon name={ICONS[mark]} size={16} />
      {translate(words, `file.${mark}`)}
    </span>
  );
}
