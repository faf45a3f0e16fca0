import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { FileAttacher } from "../../../lib/client/messages/compose/file_attacher.ts";
import type { MessagesWords } from "../../../lib/i18n/messages/words.ts";
import { formatFileSize } from "../../../lib/i18n/format.ts";
import { isolated, translate } from "../../../lib/i18n/translate.ts";
import type { Limits } from "../../../lib/limits/contract.ts";
import { FileRow } from "./DraftFileRow.tsx";
import { Icon } from "../../kit/Icon.tsx";
import { Refusal } from "../../kit/Refusal.tsx";

/** The files of the message that is being written, and the ways to add some. */
export function FilesField(
  { words, limits, files, refusal, onLibrary }: {
    words: MessagesWords;
    limits: Limits;
    files: FileAttacher;
    refusal?: string;
    onLibrary: () => void;
  },
) {
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const moving = useRef<HTMLElement | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [announcement, setAnnouncement] = useState("");
  const shown = files.shown.value;
  const count = shown.length;
  const bytes = shown.reduce((sum, { size }) => sum + size, 0);
  const most = limits.maxFilesPerMessage;

  // A button that moves to another place in the document loses the focus.
  useLayoutEffect(() => {
    moving.current?.focus();
    moving.current = null;
  }, [shown]);

  // Added files stand below the others, perhaps out of sight.
  const countBefore = useRef(count);
  useLayoutEffect(() => {
    if (count > countBefore.current) {
      list.current!.lastElementChild!.scrollIntoView({ block: "nearest" });
    }
    countBefore.current = count;
  }, [count]);

  // Files may have been chosen before the page's JavaScript ran.
  useEffect(take, []);

  function take(): void {
    const { files: chosen } = input.current!;
    if (!chosen?.length) return;
    files.add(chosen);
    // Choosing the same file again has to count as a change.
    input.current!.value = "";
  }

  function move(key: string, to: number): void {
    const { name } = shown.find((file) => file.key === key)!;
    const button = document.activeElement;
    if (list.current!.contains(button)) moving.current = button as HTMLElement;
    files.move(key, to);
    setAnnouncement(
      translate(words, "files.moved", {
        name: isolated(name),
        place: to + 1,
        count,
      }),
    );
  }

  function dropOn(place: number): void {
    if (dragged === null) return;
    move(dragged, place);
    setDragged(null);
  }

  return (
    <div
      class="composer-files"
      role="group"
      aria-label={translate(words, "files.label")}
      data-refused={`${refusal !== undefined}`}
    >
      {count > 0 && (
        <ul ref={list} class="composed-files">
          {shown.map((file, place) => (
            <li
              key={file.key}
              class="composed-file"
              data-state={file.state}
              data-dragged={`${file.key === dragged}`}
              draggable={count > 1}
              onDragStart={(event) => {
                event.dataTransfer!.effectAllowed = "move";
                event.dataTransfer!.setData("text/plain", file.name);
                setDragged(file.key);
              }}
              onDragEnd={() => setDragged(null)}
              onDragOver={(event) => {
                if (dragged !== null) event.preventDefault();
              }}
              onDrop={(event) => {
                if (dragged === null) return;
                event.preventDefault();
                dropOn(place);
              }}
            >
              <FileRow
                words={words}
                limits={limits}
                file={file}
                files={files}
                place={place}
                count={count}
                onMove={(to) => move(file.key, to)}
              />
            </li>
          ))}
        </ul>
      )}
      <Refusal id="composer-files-refusal" text={refusal} />
      <div class="files-bar">
        <button
          type="button"
          class="button button-quiet"
          id="composer-files"
          aria-describedby="composer-files-limits composer-files-refusal"
          onClick={() => input.current!.click()}
        >
          <Icon name="file" />
          {translate(words, "files.attach")}
        </button>
        <button
          type="button"
          class="button button-quiet"
          onClick={onLibrary}
        >
          <Icon name="library" />
          {translate(words, "files.library")}
        </button>
        <p class="files-limits" id="composer-files-limits">
          {count === 0
            ? translate(words, "files.limits", {
              count: most,
              size: formatFileSize(words.language, limits.maxFileBytes),
            })
            : translate(words, "files.total", {
              count,
              most,
              size: formatFileSize(words.language, bytes),
            })}
        </p>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept={limits.allowedTypes.join(",")}
          onChange={take}
        />
      </div>
      <p class="visually-hidden" role="status">{announcement}</p>
    </div>
  );
}
