import type { Uploads } from "../../lib/client/kit/uploads.ts";
import type { HarborView } from "../../lib/client/page/view.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { UploadRow } from "./UploadRow.tsx";

/** What is being uploaded; nothing where nothing is. */
export function UploadTray(
  { view, uploads }: { view: HarborView; uploads: Uploads },
) {
  const items = uploads.items.value;
  if (items.length === 0) return null;
  return (
    <section
      class="upload-tray"
      aria-label={translate(view.words, "upload.label")}
    >
      <ul>
        {items.map((upload) => (
          <UploadRow
            key={upload.id}
            view={view}
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
