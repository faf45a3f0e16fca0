import type { Uploads } from "../../lib/client/kit/uploads.ts";
import type { LibraryWords } from "../../lib/i18n/library/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import type { Limits } from "../../lib/limits/contract.ts";
import { UploadRow } from "./UploadRow.tsx";

/** The uploads that are under way. It is not there when none is. */
export function UploadTray(
  { words, limits, uploads }: {
    words: LibraryWords;
    limits: Limits;
    uploads: Uploads;
  },
) {
  const items = uploads.items.value;
  if (items.length === 0) return null;
  return (
    <section
      class="upload-tray"
      aria-label={translate(words, "upload.label")}
    >
      <ul>
        {items.map((upload) => (
          <UploadRow
            key={upload.id}
            words={words}
            limits={limits}
            upload={upload}
            onCancel={() => uploads.cancel(upload.id)}
            onRetry={() => uploads.retry(upload.id)}
            onRemove={() => uploads.remove(upload.id)}
          />
        ))}
      </ul>
    </section>
  );
}
