import type { Upload } from "../../lib/client/kit/uploads.ts";
import type { LibraryWords } from "../../lib/i18n/library/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import type { Limits } from "../../lib/limits/contract.ts";
import { canRetry, isUnderWay, uploadInWords } from "../files/file_words.ts";
import { Icon } from "../kit/Icon.tsx";

/** A file on its way, how far it is, and what one can do about it. */
export function UploadRow(
  { words, limits, upload, onCancel, onRetry, onRemove }: {
    words: LibraryWords;
    limits: Limits;
    upload: Upload;
    onCancel: () => void;
    onRetry: () => void;
    onRemove: () => void;
  },
) {
  const { name, size, sent, state } = upload;
  return (
    <li class="upload" data-state={state}>
      <span class="upload-name" dir="auto">{name}</span>
      {state === "uploading" && (
        <progress
          value={sent < size ? sent : undefined}
          max={size || 1}
          aria-label={name}
        />
      )}
      <span class="upload-state">
        {state === "failed" && <Icon name="warning" size={16} />}
        {state === "done" && <Icon name="check" size={16} />}
        {uploadInWords(words, limits, upload)}
      </span>
      <span class="upload-actions">
        {canRetry(upload) &&
          (
            <button type="button" class="button" onClick={onRetry}>
              <Icon name="retry" size={16} />
              {translate(words, "upload.retry")}
            </button>
          )}
        <button
          type="button"
          class="button button-quiet button-icon"
          onClick={isUnderWay(upload) ? onCancel : onRemove}
          aria-label={translate(
            words,
            isUnderWay(upload) ? "upload.cancel" : "upload.dismiss",
            { name },
          )}
        >
          <Icon name="close" size={16} />
        </button>
      </span>
    </li>
  );
}
