import type { Locale } from "../../lib/client/page/view.ts";
import type { LimitsWords } from "../../lib/i18n/limits/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { Icon } from "../kit/Icon.tsx";
import { Time } from "../kit/Time.tsx";

export interface HeldBackRow {
  fileName: string;
  uploadedBy: string;
  uploadDate: string;
  state: string;
  /** `null` while the file waits for its scan. */
  threat: string | null;
}

/** Files that nobody can download, or that were not taken, and why. */
export function HeldBack(
  { locale, files }: { locale: Locale<LimitsWords>; files: HeldBackRow[] },
) {
  const { words } = locale;
  return (
    <section class="admin-card held-back">
      <h2>{translate(words, "heldBack.title")}</h2>
      {files.length === 0 && <p>{translate(words, "heldBack.none")}</p>}
      <ul>
        {files.map(({ fileName, uploadedBy, uploadDate, state, threat }) => (
          <li
            key={`${uploadDate} ${fileName}`}
            data-infected={`${threat !== null}`}
          >
            <Icon name={threat === null ? "clock" : "warning"} />
            <strong dir="auto">{fileName}</strong>
            <small>
              <span dir="ltr">{uploadedBy}</span>
              {" · "}
              <Time at={uploadDate} style="message" locale={locale} />
            </small>
            <span class="held-back-why">
              {threat === null
                ? translate(words, "heldBack.scanning")
                : translate(
                  words,
                  state === "refused"
                    ? "heldBack.refused"
                    : "heldBack.infected",
                  { threat },
                )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
