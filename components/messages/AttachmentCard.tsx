import type { MessagesWords } from "../../lib/i18n/messages/words.ts";
import { formatFileSize } from "../../lib/i18n/format.ts";
import { isolated, translate, type WordKey } from "../../lib/i18n/translate.ts";
import type { Attachment } from "../../lib/messages/contract.ts";
import { contentUrl, isShown } from "../files/file_content.ts";
import { FileThumb } from "../files/FileThumb.tsx";
import { Icon } from "../kit/Icon.tsx";

/** One file of a message: a picture, a player or a name, and the way to download it. */
export function AttachmentCard(
  { words, attachment, onOpen, onRemove }: {
    words: MessagesWords;
    attachment: Attachment;
    onOpen: (event: MouseEvent, attachment: Attachment) => void;
    onRemove?: () => void;
  },
) {
  const { fileName, fileSize, mediaType, state } = attachment;
  const label = (word: WordKey<MessagesWords>) =>
    translate(words, word, { name: isolated(fileName) });
  const isReady = state === "ready";
  const Player = isReady && (mediaType === "audio" || mediaType === "video")
    ? mediaType
    : null;
  const url = contentUrl(attachment.mediaId);
  const thumb = <FileThumb {...attachment} />;
  return (
    <li class="attachment" data-type={mediaType} data-state={state}>
      <div class="attachment-look">
        {isShown(attachment)
          ? (
            <a
              class="attachment-show"
              href={contentUrl(attachment.mediaId, "inline")}
              target="_blank"
              aria-label={label("attachments.open")}
              onClick={(event) => onOpen(event, attachment)}
            >
              {thumb}
            </a>
          )
          : thumb}
        <span class="file-text">
          <bdi class="file-name" title={fileName}>{fileName}</bdi>
          <span class="file-state" data-troubled={`${state === "infected"}`}>
            {isReady
              ? formatFileSize(words.language, fileSize)
              : translate(words, `attachments.${state}`)}
          </span>
        </span>
      </div>
      <div class="file-actions">
        {isReady && (
          <a
            class="button button-quiet button-icon"
            href={url}
            download
            aria-label={label("file.downloadNamed")}
            title={label("file.downloadNamed")}
          >
            <Icon name="download" />
          </a>
        )}
        {onRemove && (
          <button
            type="button"
            class="button button-quiet button-icon scripted"
            aria-label={label("attachments.remove")}
            title={label("attachments.remove")}
            onClick={onRemove}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
      {Player && (
        <Player
          controls
          preload="metadata"
          aria-label={isolated(fileName)}
          src={contentUrl(attachment.mediaId, "inline")}
        />
      )}
    </li>
  );
}
