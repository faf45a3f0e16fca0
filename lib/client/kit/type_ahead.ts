import type { Platform } from "../page/platform.ts";

/** A field that one searches by, such as an input, and its form. */
export interface SearchField {
  value: string;
  form: EventTarget | null;
}

export interface TypeAhead {
  /** Without waiting for the pause. */
  searchNow(): void;
  stop(): void;
}

/** Nobody who types pauses for longer between two letters; in milliseconds. */
const PAUSE = 250;

/** Searches while the reader types, once they pause; and at once when the form is submitted. */
export function typeAhead(
  field: SearchField,
  search: (q: string) => void,
  after: Platform["after"],
): TypeAhead {
  const form = field.form!;
  const stopped = new AbortController();
  const { signal } = stopped;
  let cancel = () => {};

  function searchSoon(): void {
    cancel();
    cancel = after(PAUSE, searchNow);
  }

  function searchNow(): void {
    cancel();
    search(field.value.trim());
  }

  form.addEventListener("input", (event) => {
    // A syllable that is being composed is not what is looked for yet.
    if (!(event as InputEvent).isComposing) searchSoon();
  }, { signal });
  form.addEventListener("compositionend", searchSoon, { signal });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    searchNow();
  }, { signal });

  return {
    searchNow,
    stop() {
      cancel();
      stopped.abort();
    },
  };
}
