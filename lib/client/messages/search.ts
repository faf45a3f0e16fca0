import type { Harbor } from "../page/actions.ts";
import { withSearch } from "./mailbox_url.ts";
import { isPlainClick } from "../kit/plain_click.ts";
import type { Mailbox } from "./view.ts";

/** Whoever types does not stop for longer between two letters; in milliseconds. */
const PAUSE = 250;

/** Searches while the reader types. Returns how to stop. */
export function followSearch(mailbox: Mailbox, harbor: Harbor): () => void {
  const input = document.querySelector<HTMLInputElement>("#search")!;
  const form = input.form!;
  const clear = form.querySelector<HTMLElement>(".search-clear")!;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const search = () => {
    clearTimeout(timer);
    harbor.search(input.value.trim());
  };
  const searchSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  };
  form.oninput = (event) => {
    // A syllable that is being composed is not what is looked for yet.
    if (!(event as InputEvent).isComposing) searchSoon();
  };
  form.addEventListener("compositionend", searchSoon);
  form.onsubmit = (event) => {
    event.preventDefault();
    search();
  };
  clear.onclick = (event) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    input.value = "";
    input.focus();
    search();
  };

  const stop = mailbox.q.subscribe((q) => {
    if (document.activeElement !== input) input.value = q;
    for (const tab of document.querySelectorAll<HTMLAnchorElement>(".tabs a")) {
      tab.href = withSearch(new URL(tab.href), q).href;
    }
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
