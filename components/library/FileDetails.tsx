import type { LibraryPlace } from "../../lib/client/library/place.ts";
import type { Locale } from "../../lib/client/page/view.ts";
import type { LibraryWords } from "../../lib/i18n/library/words.ts";
import { formatFileSize } from "../../lib/i18n/format.ts";
import { isolated, translate } from "../../lib/i18n/translate.ts";
import type { MediaDetail } from "../../lib/media/contract.ts";
import { contentUrl, isShown } from "../files/file_content.ts";
import { typeInWords } from "../files/file_words.ts";
import type { FileOutcome } from "./file_outcome.ts";
import { FileDelete } from "./FileDelete.tsx";
import { FileForm } from "./FileForm.tsx";
import { FileMark } from "./FileMark.tsx";
import { FileThumb } from "../files/FileThumb.tsx";
import { Icon } from "../kit/Icon.tsx";
import { libraryUrl } from "./library_url.ts";
import { Time } from "../kit/Time.tsx";
import { UsedIn } from "./UsedIn.tsx";

/** All about a file, and what one can do with it. */
export function FileDetails(
  { locale, tenant, place, file, outcome }: {
    locale: Locale<LibraryWords>;
    tenant: string;
    place: LibraryPlace;
    file: MediaDetail;
    /** The outcome of the last change, in words. */
    outcome: FileOutcome | null;
  },
) {
  const { words } = locale;
  const { id, state, mediaType, mayManage, description } = file;
  // They play here, because a page of their own is a sandbox, whose player cannot fetch them.
  const isPlayed = mediaType === "audio" || mediaType === "video";
  const Player = state === "ready" && isPlayed ? mediaType : null;
  return (
    <>
      <div class="file-look">
        {Player
          ? (
            <Player
              key={id}
              controls
              preload="metadata"
              aria-label={isolated(file.fileName)}
              src={contentUrl(id, "inline")}
            />
          )
          : <FileThumb mediaId={id} {...file} />}
      </div>
      <h2 class="file-title" dir="auto">{file.fileName}</h2>
      <FileMark words={words} file={file} />
      {state !== "ready" && (
        <p class="file-held" data-state={state}>
          {translate(words, `file.${state}.text`)}
        </p>
      )}
      {state === "ready" && (
        <div class="file-actions">
          <a class="button button-primary" href={contentUrl(id)} download>
            <Icon name="download" />
            {translate(words, "file.download")}
          </a>
          {isShown(file) && (
            <a
              class="button"
              href={contentUrl(id, "inline")}
              target="_blank"
              rel="noopener"
            >
              <Icon name="external" />
              {translate(words, "file.open")}
            </a>
          )}
        </div>
      )}
      <Facts locale={locale} file={file} />
      {mayManage
        ? (
          <FileForm
            key={id}
            words={words}
            tenant={tenant}
            action={libraryUrl(words.language, place)}
            file={file}
            outcome={outcome}
          />
        )
        : description && (
          <section class="file-part">
            <h3>{translate(words, "file.description")}</h3>
            <p class="file-prose" dir="auto">{description}</p>
          </section>
        )}
      <UsedIn locale={locale} messages={file.usedIn} />
      {mayManage && (
        <FileDelete
          key={`delete ${id}`}
          words={words}
          tenant={tenant}
          action={libraryUrl(words.language, place)}
          file={file}
          outcome={outcome}
        />
      )}
    </>
  );
}

function Facts(
  { locale, file }: { locale: Locale<LibraryWords>; file: MediaDetail },
) {
  const { words, language } = locale;
  const { width, height } = file;
  return (
    <dl class="file-table">
      <dt>{translate(words, "file.type")}</dt>
      <dd>{typeInWords(file)}</dd>
      <dt>{translate(words, "file.size")}</dt>
      <dd>{formatFileSize(language, file.fileSize)}</dd>
      {width && height && (
        <>
          <dt>{translate(words, "file.dimensions")}</dt>
          <dd dir="ltr">
            {translate(words, "file.pixels", { width, height })}
          </dd>
        </>
      )}
      <dt>{translate(words, "file.uploaded")}</dt>
      <dd>
        <Time at={file.uploadDate} style="message" locale={locale} />
      </dd>
      <dt>{translate(words, "file.uploadedBy")}</dt>
      <dd dir="ltr">{file.uploadedBy}</dd>
    </dl>
  );
}
