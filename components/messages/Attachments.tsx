import { useState } from "preact/hooks";
import type { MessagesWords } from "../../lib/i18n/messages/words.ts";
import { formatFileSize } from "../../lib/i18n/format.ts";
import { isolated, translate } from "../../lib/i18n/translate.ts";
import type { Attachment } from "../../lib/messages/contract.ts";
import { contentUrl, isFramed, isShown } from "../files/file_content.ts";
import { AttachmentCard } from "./AttachmentCard.tsx";

type Show = typeof import("../files/Lightbox.tsx")["Lightbox"];

/** A message's files, to be seen, played or downloaded. */
export function Attachments(
  { words, attachments, onRemove }: {
    words: MessagesWords;
    attachments: Attachment[];
    /** Takes one off the message, where the reader may. */
    onRemove?: (id: number) => Promise<void>;
  },
) {
  const [Show, setShow] = useState<Show | null>(null);
  const [shown, setShown] = useState<number | null>(null);
  const [kept, setKept] = useState<Attachment | null>(null);
  if (attachments.length === 0) return null;
  const bytes = attachments.reduce((sum, { fileSize }) => sum + fileSize, 0);

  function open(event: MouseEvent, attachment: Attachment): void {
    // A browser that shows no PDF within a page follows the link, and shows or downloads it.
    const isPdf = attachment.contentType === "application/pdf";
    const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    if (isElsewhere || isPdf && !navigator.pdfViewerEnabled) return;
    event.preventDefault();
    setShown(attachment.id);
    import("../files/Lightbox.tsx").then(
      ({ Lightbox }) => setShow(() => Lightbox),
      () => setShown(null), // no connection: no picture either
    );
  }

  return (
    <section class="attachments" aria-labelledby="attachments-title">
      <h3 id="attachments-title">
        {translate(words, "attachments.label", { count: attachments.length })}
        <span>{formatFileSize(words.language, bytes)}</span>
      </h3>
      <ul>
        {attachments.map((attachment) => (
          <AttachmentCard
            key={attachment.id}
            words={words}
            attachment={attachment}
            onOpen={open}
            onRemove={onRemove && (() => {
              setKept(null);
              onRemove(attachment.id).catch(() => setKept(attachment));
            })}
          />
        ))}
      </ul>
      {kept && (
        <p class="refusal" role="alert">
          {translate(words, "attachments.removeFailed", {
            name: isolated(kept.fileName),
          })}
        </p>
      )}
      {Show && shown !== null && (
        <Show
          words={words}
          sights={attachments.filter(isShown).map((attachment) => ({
            id: attachment.id,
            name: attachment.fileName,
            isFramed: isFramed(attachment),
            src: contentUrl(attachment.mediaId, "inline"),
            download: contentUrl(attachment.mediaId),
          }))}
          first={shown}
          onClose={() => setShown(null)}
        />
      )}
    </section>
  );
}
