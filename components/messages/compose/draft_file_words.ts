import type { ShownFile } from "../../../lib/client/messages/compose/shown_files.ts";
import type { MessagesWords } from "../../../lib/i18n/messages/words.ts";
import { formatFileSize } from "../../../lib/i18n/format.ts";
import { translate } from "../../../lib/i18n/translate.ts";
import type { Limits } from "../../../lib/limits/contract.ts";
import { uploadInWords } from "../../files/file_words.ts";

/** The state of a file of the draft, or its size once it is uploaded. */
export function fileInWords(
  words: MessagesWords,
  limits: Limits,
  { state, size, sent, problem }: ShownFile,
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
