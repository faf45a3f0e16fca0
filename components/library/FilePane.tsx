import type { LibraryPlace } from "../../lib/client/library/place.ts";
import type { Failure } from "../../lib/client/page/failure.ts";
import type { Locale } from "../../lib/client/page/view.ts";
import type { LibraryWords } from "../../lib/i18n/library/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import type { MediaDetail } from "../../lib/media/contract.ts";
import { EmptyState } from "../kit/EmptyState.tsx";
import { FileDetails } from "./FileDetails.tsx";
import type { FileOutcome } from "./file_outcome.ts";
import { Icon } from "../kit/Icon.tsx";
import { libraryUrl } from "./library_url.ts";

/** The file that is open beside the list, or why it is not there. */
export function FilePane(
  { locale, tenant, place, file, outcome, failed = null, isLoading = false }: {
    locale: Locale<LibraryWords>;
    tenant: string;
    place: LibraryPlace;
    file: MediaDetail | null;
    outcome: FileOutcome | null;
    failed?: { failure: Failure; again(): void } | null;
    /** Loading takes long enough to be shown. */
    isLoading?: boolean;
  },
) {
  const { words, language } = locale;
  return (
    <section
      class="file-pane"
      tabIndex={-1}
      aria-label={translate(words, "file.title")}
    >
      <header class="file-pane-head">
        <a
          class="button button-quiet file-close"
          href={libraryUrl(language, { ...place, file: null })}
        >
          <Icon name="back" />
          {translate(words, "library.title")}
        </a>
        <a
          class="button button-quiet button-icon file-close-icon"
          href={libraryUrl(language, { ...place, file: null })}
          aria-label={translate(words, "file.close")}
          title={translate(words, "file.close")}
        >
          <Icon name="close" />
        </a>
      </header>
      <div class="file-pane-scroll">
        {file
          ? (
            <FileDetails
              locale={locale}
              tenant={tenant}
              place={place}
              file={file}
              outcome={outcome}
            />
          )
          : failed
          ? <Missing words={words} place={place} failed={failed} />
          : isLoading && (
            <div class="older">
              <i
                class="spinner"
                role="img"
                aria-label={translate(words, "file.loading")}
              />
            </div>
          )}
      </div>
    </section>
  );
}

function Missing(
  { words, place, failed: { failure, again } }: {
    words: LibraryWords;
    place: LibraryPlace;
    failed: { failure: Failure; again(): void };
  },
) {
  const isMissing = failure.reason === "missing";
  return (
    <EmptyState
      scene={isMissing ? "search" : "broken"}
      title={translate(
        words,
        isMissing ? "file.missing.title" : "file.failed.title",
      )}
      text={translate(
        words,
        isMissing ? "file.missing.text" : "file.failed.text",
      )}
    >
      {isMissing
        ? (
          <a
            class="button"
            href={libraryUrl(words.language, { layout: place.layout })}
          >
            {translate(words, "library.empty.action")}
          </a>
        )
        : (
          <button type="button" class="button" onClick={again}>
            {translate(words, "app.retry")}
          </button>
        )}
    </EmptyState>
  );
}
