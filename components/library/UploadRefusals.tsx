import type { Upload } from "../../lib/client/kit/uploads.ts";
import type { LibraryWords } from "../../lib/i18n/library/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import type { Limits } from "../../lib/limits/contract.ts";
import { problemInWords } from "../files/file_words.ts";
import { Icon } from "../kit/Icon.tsx";

export interface RefusedFile {
  /** `null` when the request held one file only, and did not name it. */
  fileName: string | null;
  reason: NonNullable<Upload["problem"]>["reason"];
}

/** Which files of a posted form were not taken, and why. */
export function UploadRefusals(
  { words, limits, refused }: {
    words: LibraryWords;
    limits: Limits;
    refused: RefusedFile[];
  },
) {
  if (refused.length === 0) return null;
  return (
    <ul class="upload-refusals" role="alert">
      {refused.map(({ fileName, reason }) => (
        <li key={fileName} class="refusal">
          <Icon name="warning" size={16} />
          <span>
            {fileName && (
              <>
                <bdi>{fileName}</bdi>:
              </>
            )} {translate(words, "upload.failed", {
              reason: problemInWords(words, limits, { reason }),
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}
