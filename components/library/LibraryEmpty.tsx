import type { LibraryPlace } from "../../lib/client/library/place.ts";
import type { LibraryWords } from "../../lib/i18n/library/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { EmptyState } from "../kit/EmptyState.tsx";
import { libraryUrl } from "./library_url.ts";

/** Why there are no files, and what to do about it. */
export function LibraryEmpty(
  { words, tenant, place: { scope, type, q, layout } }: {
    words: LibraryWords;
    tenant: string;
    place: LibraryPlace;
  },
) {
  if (q === "" && type === null) {
    return (
      <EmptyState
        scene="library"
        title={translate(words, `library.empty.${scope}.title`)}
        text={translate(words, `library.empty.${scope}.text`, {
          tenant,
        })}
      />
    );
  }
  return (
    <EmptyState
      scene="search"
      title={q === ""
        ? translate(words, "library.empty.type.title")
        : translate(words, "search.nothing", { query: q })}
      text={translate(
        words,
        q === "" ? "library.empty.type.text" : "library.empty.search.text",
      )}
    >
      <a class="button" href={libraryUrl(words.language, { layout })}>
        {translate(words, "library.empty.action")}
      </a>
    </EmptyState>
  );
}
