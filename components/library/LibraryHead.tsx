import { useEffect, useState } from "preact/hooks";
import type { LibraryPlace } from "../../lib/client/library/place.ts";
import type { LibraryWords } from "../../lib/i18n/library/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { Icon, type IconName } from "../kit/Icon.tsx";
import { SearchForm } from "../kit/SearchForm.tsx";
import { libraryUrl } from "./library_url.ts";
import { UploadForm } from "./UploadForm.tsx";

const SCOPES = ["all", "own", "shared"] as const;
const TYPES = [
  ["image", "picture"],
  ["document", "page"],
  ["audio", "audio"],
  ["video", "video"],
  ["archive", "package"],
] as const satisfies [LibraryPlace["type"], IconName][];
const LAYOUTS = [["grid", "grid"], ["list", "comfortable"]] as const;

/** Search, filters and layout, as forms and links, so that each view has a URL. */
export function LibraryHead(
  { words, place, onFiles }: {
    words: LibraryWords;
    place: LibraryPlace;
    onFiles?: (files: File[]) => void;
  },
) {
  const { language } = words;
  const { scope, type, q, layout } = place;
  const at = { scope, type, q, layout };
  const [typed, setTyped] = useState(q);
  useEffect(() => {
    if (document.activeElement?.id !== "search") setTyped(q);
  }, [q]);
  return (
    <header class="library-head">
      <h1>{translate(words, "library.title")}</h1>
      <SearchForm
        words={words}
        label={translate(words, "library.search")}
        q={typed}
        action={libraryUrl(language, {})}
        clear={libraryUrl(language, { ...at, q: "" })}
        onType={setTyped}
      >
        {scope !== "all" && <input type="hidden" name="scope" value={scope} />}
        {type && <input type="hidden" name="type" value={type} />}
        <input type="hidden" name="view" value={layout} />
      </SearchForm>
      <UploadForm words={words} place={place} onFiles={onFiles} />
      <nav class="tabs" aria-label={translate(words, "library.scope")}>
        {SCOPES.map((each) => (
          <a
            class="tab"
            href={libraryUrl(language, { ...at, scope: each })}
            aria-current={each === scope ? "page" : "false"}
          >
            {translate(words, `library.scope.${each}`)}
          </a>
        ))}
      </nav>
      <nav class="library-types" aria-label={translate(words, "library.types")}>
        {TYPES.map(([each, icon]) => (
          <a
            class="filter"
            href={libraryUrl(language, {
              ...at,
              type: each === type ? null : each,
            })}
            aria-current={each === type ? "true" : "false"}
            data-on={`${each === type}`}
          >
            <Icon name={each === type ? "check" : icon} size={16} />
            {translate(words, `fileType.${each}`)}
          </a>
        ))}
      </nav>
      <nav
        class="library-layouts"
        aria-label={translate(words, "library.layout")}
      >
        {LAYOUTS.map(([each, icon]) => (
          <a
            class="button button-quiet button-icon"
            href={libraryUrl(language, { ...place, layout: each })}
            aria-current={each === layout ? "true" : "false"}
            aria-label={translate(words, `library.layout.${each}`)}
            title={translate(words, `library.layout.${each}`)}
          >
            <Icon name={icon} />
          </a>
        ))}
      </nav>
    </header>
  );
}
