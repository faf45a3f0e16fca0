import { Fragment } from "preact";
import type { BodyBlock } from "../../lib/client/messages/message_body.ts";
import type { MessagesWords } from "../../lib/i18n/messages/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { Icon } from "../kit/Icon.tsx";

/** A message's text, unchanged, with real links and quotations folded away. */
export function MessageBody(
  { blocks, words }: { blocks: BodyBlock[]; words: MessagesWords },
) {
  return (
    <div class="message-body" dir="auto">
      {blocks.map((block, index) =>
        block.isQuoted
          ? (
            <details class="quoted" key={index}>
              <summary>
                <Icon name="down" size={16} />
                {translate(words, "reading.quoted")}
              </summary>
              <div dir="auto">
                <LinkedText block={block} />
              </div>
            </details>
          )
          : (
            <p key={index}>
              <LinkedText block={block} />
            </p>
          )
      )}
    </div>
  );
}

function LinkedText({ block }: { block: BodyBlock }) {
  return (
    <>
      {block.segments.map(({ text, href }, index) =>
        // A bare string in a list would be escaped twice on the server.
        href === null ? <Fragment key={index}>{text}</Fragment> : (
          <a
            key={index}
            href={href}
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
          >
            {text}
          </a>
        )
      )}
    </>
  );
}
