import { useEffect, useRef, useState } from "preact/hooks";
import type { FilesWords } from "../../lib/i18n/files/words.ts";
import { direction, isolated, translate } from "../../lib/i18n/translate.ts";
import "../common.ts";
import { Icon } from "../kit/Icon.tsx";

/** A picture, a PDF or a text. */
export interface Sight {
  id: number;
  name: string;
  /** A PDF or a text is shown in a frame, which the server's answer makes a sandbox. */
  isFramed: boolean;
  /** The URL to show it from, and below the URL to download it from. */
  src: string;
  download: string;
}

/** Shows a message's files one at a time, as large as the window. */
export function Lightbox(
  { words, sights, first, onClose }: {
    words: FilesWords;
    sights: Sight[];
    /** The id of the file that is shown first. */
    first: number;
    onClose: () => void;
  },
) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [id, setId] = useState(first);
  const [broken, setBroken] = useState<number | null>(null);
  const place = sights.findIndex((sight) => sight.id === id);
  const sight = sights[place];
  const word = (key: "close" | "previous" | "next") =>
    translate(words, `lightbox.${key}`);

  useEffect(() => dialog.current!.showModal(), []);
  // A file can be taken off the message while it is shown.
  useEffect(() => {
    if (!sight) dialog.current!.close();
  }, [sight]);

  function step(by: 1 | -1): void {
    const next = sights[place + by];
    if (next) setId(next.id);
  }

  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation();
    const forth = direction(words.language) === "rtl"
      ? "ArrowLeft"
      : "ArrowRight";
    const back = direction(words.language) === "rtl"
      ? "ArrowRight"
      : "ArrowLeft";
    if (event.key === forth) step(1);
    if (event.key === back) step(-1);
  }

  return (
    <dialog
      ref={dialog}
      class="lightbox"
      aria-label={sight ? isolated(sight.name) : undefined}
      onClose={onClose}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const { classList } = event.target as Element;
        if (classList.contains("lightbox-stage")) dialog.current!.close();
      }}
    >
      {sight && (
        <>
          <header>
            <bdi class="file-name">{sight.name}</bdi>
            {sights.length > 1 && (
              <span role="status">
                {translate(words, "lightbox.place", {
                  place: place + 1,
                  count: sights.length,
                })}
              </span>
            )}
            <a
              class="button button-quiet button-icon"
              href={sight.download}
              download
              aria-label={translate(words, "file.downloadNamed", {
                name: isolated(sight.name),
              })}
            >
              <Icon name="download" />
            </a>
            <button
              type="button"
              class="button button-quiet button-icon"
              aria-label={word("close")}
              title={word("close")}
              autofocus
              onClick={() => dialog.current!.close()}
            >
              <Icon name="close" />
            </button>
          </header>
          <div class="lightbox-stage">
            {broken === id
              ? <p role="alert">{translate(words, "lightbox.broken")}</p>
              : sight.isFramed
              ? <iframe key={id} src={sight.src} title={isolated(sight.name)} />
              : (
                <img
                  key={id}
                  src={sight.src}
                  alt={sight.name}
                  onError={() => setBroken(id)}
                />
              )}
          </div>
          {sights.length > 1 && (
            <>
              <button
                type="button"
                class="button button-icon lightbox-previous"
                aria-label={word("previous")}
                title={word("previous")}
                aria-disabled={`${place === 0}`}
                onClick={() => step(-1)}
              >
                <Icon name="back" />
              </button>
              <button
                type="button"
                class="button button-icon lightbox-next"
                aria-label={word("next")}
                title={word("next")}
                aria-disabled={`${place === sights.length - 1}`}
                onClick={() => step(1)}
              >
                <Icon name="back" />
              </button>
            </>
          )}
        </>
      )}
    </dialog>
  );
}
