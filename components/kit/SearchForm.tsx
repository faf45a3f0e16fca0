import type { ComponentChildren } from "preact";
import type { ShellWords } from "../../lib/i18n/shell/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { Icon } from "./Icon.tsx";

/** Searches what a page lists. It is a form, so that each search has a URL; `/` leads to its field. */
export function SearchForm(
  { words, label, q, action, clear, onType, children }: {
    words: ShellWords;
    label: string;
    q: string;
    /** The page's URL. */
    action: string;
    /** The URL of the same list without a search. */
    clear: string;
    onType?: (q: string) => void;
    /** Hidden fields, for what else the URL says. */
    children?: ComponentChildren;
  },
) {
  return (
    <search>
      <form class="search" method="get" action={action}>
        <Icon name="search" />
        {children}
        <input
          type="search"
          name="q"
          id="search"
          value={q}
          onInput={onType &&
            (({ currentTarget }) => onType(currentTarget.value))}
          maxLength={200}
          dir="auto"
          autocomplete="off"
          enterkeyhint="search"
          aria-label={label}
          aria-keyshortcuts="/"
          placeholder={label}
        />
        <a
          class="button button-quiet button-icon search-clear"
          href={clear}
          aria-current="false"
          aria-label={translate(words, "search.clear")}
        >
          <Icon name="close" size={16} />
        </a>
        <kbd class="scripted" aria-hidden="true">/</kbd>
      </form>
    </search>
  );
}
