import { translate, type Words } from "../lib/i18n/translate.ts";
import { Icon } from "./Icon.tsx";
import { findLinks, splitQuotes } from "./message_text.ts";

/** A message's text to the letter, with its links real and what it quotes folded away. */
export function MessageBody({ body, words }: { body: string; words: Words }) {
  return (
    <div class="message-body" dir="auto">
      {splitQuotes(body).map(({ quoted, text }) =>
        quoted
          ? (
            <details class="quoted">
              <summary>
                <Icon name="down" size={16} />
                {translate(words, "reading.quoted")}
              </summary>
              <div dir="auto">
                <LinkedText text={text} />
              </div>
            </details>
          )
          : (
            <p>
              <LinkedText text={text} />
            </p>
          )
      )}
    </div>
  );
}

function LinkedText({ text }: { text: string }) {
  return (
    <>
      {findLinks(text).map(({ text, href }) =>
        href === null ? text : (
          <a
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
