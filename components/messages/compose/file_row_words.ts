import type { ShownFile } from "../../../lib/client/messages/compose/file_list.ts";
import type { HarborView } from "../../../lib/client/page/view.ts";
import { formatFileSize } from "../../../lib/i18n/format.ts";
import { translate } from "../../../lib/i18n/translate.ts";
import { uploadInWords } from "../../files/file_words.ts";

/** How far a file on the sheet is: how large, once it is there. */
export function composedFileInWords(
  { state, size, sent, problem }: ShownFile,
  { words, limits }: Pick<HarborView, "words" | "limits">,
): string {
  switch (state) {
    case "ready":
    case "done":
      return formatFileSize(words.language, size);
    case "lost":
    case "scanning":
    case "infected":
      return translate(words, `files.${state}`);
    default:
      return uploadInWords(words, limits, { state, size, sent, problem });
  }
}
