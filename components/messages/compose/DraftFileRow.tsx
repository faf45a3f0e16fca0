import type { FileAttacher } from "../../../lib/client/messages/compose/file_attacher.ts";
import type { ShownFile } from "../../../lib/client/messages/compose/shown_files.ts";
import type { MessagesWords } from "../../../lib/i18n/messages/words.ts";
import {
  isolated,
  translate,
  type WordKey,
} from "../../../lib/i18n/translate.ts";
import type { Limits } from "../../../lib/limits/contract.ts";
import { fileInWords } from "./draft_file_words.ts";
import { canRetry, isUnderWay } from "../../files/file_words.ts";
import { FileThumb } from "../../files/FileThumb.tsx";
import { Icon, type IconName } from "../../kit/Icon.tsx";

/** A file of the draft: its name, its state and what can be done about it. */
export function FileRow(
  { words, limits, file, files, place, count, onMove }: {
    words: MessagesWords;
    limits: Limits;
    file: ShownFile;
    files: FileAttacher;
    place: number;
    count: number;
    onMove: (to: number) => void;
  },
) {
  const { key, name, state, media } = file;
  const isTroubled = state === "failed" || state === "lost" ||
    state === "infected";
  const label = (word: WordKey<MessagesWords>) =>
    translate(words, word, { name: isolated(name) });
  return (
    <>
      <FileThumb
        mediaId={media?.id ?? 0}
        fileName={name}
        mediaType={file.mediaType}
        state={media?.state ?? "scanning"}
        hasThumbnail={media?.hasThumbnail ?? false}
      />
      <div class="file-text">
        <bdi class="file-name" title={name}>{name}</bdi>
        <span class="file-state" data-troubled={`${isTroubled}`}>
          {fileInWords(words, limits, file)}
        </span>
        {isUnderWay(file) && (
          <progress
            max={Math.max(file.size, 1)}
            value={file.sent}
            aria-label={label("files.progress")}
          />
        )}
      </div>
      <div class="file-actions">
        {count > 1 && !isTroubled && state !== "cancelled" && (
          <>
            <Action
              name="up"
              icon="high"
              label={label("files.up")}
              isOff={place === 0}
              onClick={() => onMove(place - 1)}
            />
            <Action
              name="down"
              icon="low"
              label={label("files.down")}
              isOff={place === count - 1}
              onClick={() => onMove(place + 1)}
            />
          </>
        )}
        {canRetry(file) && (
          <Action
            name="retry"
            icon="retry"
            label={label("files.retry")}
            onClick={() => files.retry(key)}
          />
        )}
        {isUnderWay(file)
          ? (
            <Action
              name="cancel"
              icon="close"
              label={label("files.cancel")}
              onClick={() => files.cancel(key)}
            />
          )
          : (
            <Action
              name="remove"
              icon="trash"
              label={label("files.remove")}
              onClick={() => files.remove(key)}
            />
          )}
      </div>
    </>
  );
}

/** A button that is off keeps the focus, so that moving a file to the top does not lose it. */
function Action(
  { name, icon, label, isOff = false, onClick }: {
    name: string;
    icon: IconName;
    label: string;
    isOff?: boolean;
    onClick: () => void;
  },
) {
  return (
    <button
      type="button"
      class="button button-quiet button-icon"
      data-action={name}
      aria-label={label}
      title={label}
      aria-disabled={`${isOff}`}
      onClick={() => isOff || onClick()}
    >
      <Icon name={icon} size={16} />
    </button>
  );
}
