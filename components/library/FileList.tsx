import type { LibraryPlace } from "../../lib/client/library/place.ts";
import type { Locale } from "../../lib/client/page/view.ts";
import type { LibraryWords } from "../../lib/i18n/library/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import type { MediaFile } from "../../lib/media/contract.ts";
import { FileItem } from "./FileItem.tsx";
import { libraryUrl } from "./library_url.ts";

/** The files of a place in the library, newest first, and the way to older ones. */
export function FileList(
  { locale, place, files, nextCursor, isLoadingMore = false, onRetry }: {
    locale: Locale<LibraryWords>;
    place: LibraryPlace;
    files: MediaFile[];
    nextCursor: string | null;
    isLoadingMore?: boolean;
    /** The page could not load more. */
    onRetry?: () => void;
  },
) {
  const { words, language } = locale;
  return (
    <>
      <ul class="files" aria-label={translate(words, "library.files")}>
        {files.map((file) => (
          <FileItem
            key={file.id}
            locale={locale}
            file={file}
            href={libraryUrl(language, { ...place, file: file.id })}
            isOpen={file.id === place.file}
          />
        ))}
      </ul>
      {nextCursor && (
        <div class="older">
          {onRetry && <p>{translate(words, "library.older.failed")}</p>}
          {onRetry
            ? (
              <button type="button" class="button" onClick={onRetry}>
                {translate(words, "app.retry")}
              </button>
            )
            : isLoadingMore
            ? (
              <i
                class="spinner"
                role="img"
                aria-label={translate(words, "library.loading")}
              />
            )
            : (
              <a
                class="button button-quiet"
                data-more
                href={libraryUrl(language, { ...place, cursor: nextCursor })}
              >
                {translate(words, "library.older")}
              </a>
            )}
        </div>
      )}
    </>
  );
}
