import type { Locale } from "../../lib/client/page/view.ts";
import type { LibraryWords } from "../../lib/i18n/library/words.ts";
import { formatFileSize } from "../../lib/i18n/format.ts";
import { translate } from "../../lib/i18n/translate.ts";
import type { MediaFile } from "../../lib/media/contract.ts";
import { typeInWords } from "../files/file_words.ts";
import { contentUrl } from "../files/file_content.ts";
import { FileMark } from "./FileMark.tsx";
import { FileThumb } from "../files/FileThumb.tsx";
import { Icon } from "../kit/Icon.tsx";
import { Time } from "../kit/Time.tsx";

/** A file in the library; the style sheet makes it a card of the grid or a line of the list. */
export function FileItem(
  { locale, file, href, isOpen }: {
    locale: Locale<LibraryWords>;
    file: MediaFile;
    href: string;
    isOpen: boolean;
  },
) {
  const { words, language } = locale;
  const { id, fileName, fileSize, description, uploadedBy, state } = file;
  return (
    <li class="file">
      <a
        class="file-link"
        href={href}
        data-file={id}
        aria-current={isOpen ? "true" : "false"}
      >
        <FileThumb mediaId={id} {...file} />
        <span class="file-names">
          <strong class="file-name" dir="auto" title={fileName}>
            {fileName}
          </strong>
          {description && (
            <span class="file-description" dir="auto">{description}</span>
          )}
        </span>
        <span class="file-facts">
          <span class="file-type">{typeInWords(file)}</span>
          <span class="file-size">{formatFileSize(language, fileSize)}</span>
        </span>
        <span class="file-by" dir="ltr">{uploadedBy}</span>
        <Time at={file.uploadDate} style="list" locale={locale} />
        <FileMark words={words} file={file} />
      </a>
      {state === "ready" && (
        <a
          class="button button-quiet button-icon file-download"
          href={contentUrl(id)}
          download
          aria-label={translate(words, "file.downloadNamed", {
            name: fileName,
          })}
          title={translate(words, "file.download")}
        >
          <Icon name="download" />
        </a>
      )}
    </li>
  );
}
