import type { Signal } from "@preact/signals";
import { Icon } from "../components/Icon.tsx";
import { listPlace, mailboxUrl } from "../components/page_url.ts";
import { openSheet } from "../lib/browser/compose_sheet.ts";
import type { Composing } from "../lib/browser/composing.ts";
import type { HarborView } from "../lib/browser/view.ts";
import { translate } from "../lib/i18n/translate.ts";

/** Opens an empty sheet; without JavaScript, the page that has one. */
export default function ComposeButton(
  { view, sheet }: { view: HarborView; sheet: Signal<Composing | null> },
) {
  return (
    <a
      class="button button-primary compose-button"
      href={mailboxUrl(view, { ...listPlace(view), compose: "new" })}
      aria-current="false"
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        openSheet(view, sheet, "new");
      }}
    >
      <Icon name="compose" />
      {translate(view.words, "composer.open")}
    </a>
  );
}
