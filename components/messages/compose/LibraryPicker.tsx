import { useEffect, useRef, useState } from "preact/hooks";
import type { LibrarySearch } from "../../../lib/client/library/search.ts";
import type { Locale } from "../../../lib/client/page/view.ts";
import type { MessagesWords } from "../../../lib/i18n/messages/words.ts";
import { formatFileSize } from "../../../lib/i18n/format.ts";
import { translate } from "../../../lib/i18n/translate.ts";
import type { MediaFile } from "../../../lib/media/contract.ts";
import "../../common.ts";
import { FileThumb } from "../../files/FileThumb.tsx";
import { Icon } from "../../kit/Icon.tsx";
import { Time } from "../../kit/Time.tsx";

/** The pause in typing after which a search begins. */
const PAUSE_MS = 200;

/** Files of the library to choose from, in a dialog; they are attached in the order of choosing. */
export function LibraryPicker(
  { locale, library, most, room, onPick, onClose }: {
    locale: Locale<MessagesWords>;
    library: LibrarySearch;
    /** How many files a message may have. */
    most: number;
    /** How many more may be attached. */
    room: number;
    onPick: (files: MediaFile[]) => void;
    onClose: () => void;
  },
) {
  const { words, language } = locale;
  const dialog = useRef<HTMLDialogElement>(null);
  const [q, setQ] = useState("");
  const [chosen, setChosen] = useState<MediaFile[]>([]);
  const { files, state, hasMore } = library.found.value;
  const close = translate(words, "keyboard.close");
  const isFull = chosen.length >= room;

  useEffect(() => dialog.current!.showModal(), []);
  useEffect(() => {
    const timer = setTimeout(() => library.search(q), q === "" ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [q]);

  function toggle(file: MediaFile): void {
    const others = chosen.filter(({ id }) => id !== file.id);
    setChosen(others.length < chosen.length ? others : [...chosen, file]);
  }

  return (
    <dialog
      ref={dialog}
      class="dialog picker"
      closedby="any"
      aria-labelledby="picker-title"
      onClose={onClose}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <form
        method="dialog"
        onSubmit={() => onPick(chosen)}
      >
        <header>
          <h2 id="picker-title">{translate(words, "picker.title")}</h2>
          <button
            type="button"
            class="button button-quiet button-icon"
            aria-label={close}
            title={close}
            onClick={() => dialog.current!.close()}
          >
            <Icon name="close" />
          </button>
        </header>
        <input
          class="field"
          type="search"
          value={q}
          maxLength={200}
          dir="auto"
          autocomplete="off"
          aria-label={translate(words, "picker.search")}
          placeholder={translate(words, "picker.search")}
          onInput={(event) => setQ(event.currentTarget.value)}
          onKeyDown={(event) => {
            // Enter would submit the form and attach what is chosen so far.
            if (event.key === "Enter") event.preventDefault();
          }}
        />
        <div class="picker-scroll" aria-busy={`${state === "loading"}`}>
          <ul class="picker-files">
            {files.map((file) => {
              const isChosen = chosen.some(({ id }) => id === file.id);
              return (
                <li key={file.id}>
                  <label class="picker-file">
                    <input
                      type="checkbox"
                      class="check"
                      checked={isChosen}
                      disabled={isFull && !isChosen}
                      onChange={() => toggle(file)}
                    />
                    <FileThumb mediaId={file.id} {...file} />
                    <span class="file-text">
                      <bdi class="file-name">{file.fileName}</bdi>
                      <span class="file-state">
                        {formatFileSize(language, file.fileSize)}
                        {" · "}
                        <Time
                          at={file.uploadDate}
                          style="list"
                          locale={locale}
                        />
                      </span>
                    </span>
                  </label>
                </li>
              );
            })}
          </ul>
          <Rest
            words={words}
            library={library}
            isSearched={q !== ""}
            hasMore={hasMore}
          />
        </div>
        <footer class="picker-foot">
          <p role="status">
            {isFull && translate(words, "picker.full", {
              count: most,
            })}
          </p>
          <button
            type="submit"
            class="button button-primary"
            disabled={chosen.length === 0}
          >
            {chosen.length === 0
              ? translate(words, "picker.choose")
              : translate(words, "picker.attach", { count: chosen.length })}
          </button>
        </footer>
      </form>
    </dialog>
  );
}

/** The end of the list: a button for more files, or why there are none. */
function Rest(
  { words, library, isSearched, hasMore }: {
    words: MessagesWords;
    library: LibrarySearch;
    isSearched: boolean;
    hasMore: boolean;
  },
) {
  const { state, files, q } = library.found.value;
  if (state === "failed") {
    return (
      <div class="picker-note" role="alert">
        <p>{translate(words, "picker.failed")}</p>
        <button
          type="button"
          class="button"
          onClick={() => files.length > 0 ? library.more() : library.search(q)}
        >
          {translate(words, "app.retry")}
        </button>
      </div>
    );
  }
  if (state === "loading") {
    return (
      <p class="picker-note">
        <i
          class="spinner"
          role="img"
          aria-label={translate(words, "picker.loading")}
        />
      </p>
    );
  }
  if (files.length === 0) {
    return (
      <p class="picker-note" role="status">
        {translate(words, isSearched ? "picker.nothing" : "picker.none")}
      </p>
    );
  }
  return hasMore
    ? (
      <p class="picker-note">
        <button
          type="button"
          class="button button-quiet"
          onClick={() => library.more()}
        >
          {translate(words, "picker.more")}
        </button>
      </p>
    )
    : null;
}
