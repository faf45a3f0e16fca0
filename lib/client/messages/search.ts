import { isPlainClick } from "../kit/plain_click.ts";
import { withSearch } from "../kit/search_url.ts";
import { typeAhead } from "../kit/type_ahead.ts";
import { browserPlatform } from "../page/platform.ts";
import type { MailboxActions } from "./actions.ts";
import type { Mailbox } from "./view.ts";

/** Searches while the reader types. Returns how to stop. */
export function followSearch(
  { q: shown }: Pick<Mailbox, "q">,
  { search }: Pick<MailboxActions, "search">,
): () => void {
  const input = document.querySelector<HTMLInputElement>("#search")!;
  const clear = input.form!.querySelector<HTMLElement>(".search-clear")!;
  const { searchNow, stop } = typeAhead(input, search, browserPlatform().after);
  clear.onclick = (event) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    input.value = "";
    input.focus();
    searchNow();
  };
  const stopShowing = shown.subscribe((q) => {
    if (document.activeElement !== input) input.value = q;
    for (const tab of document.querySelectorAll<HTMLAnchorElement>(".tabs a")) {
      tab.href = withSearch(new URL(tab.href), q).href;
    }
  });
  return () => {
    stop();
    stopShowing();
  };
}
