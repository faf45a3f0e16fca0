import type { ComponentChildren } from "preact";
import type { Draft } from "../../../lib/client/messages/compose/draft.ts";
import type { MessagesWords } from "../../../lib/i18n/messages/words.ts";
import { translate } from "../../../lib/i18n/translate.ts";
import { ComposerOptions } from "./ComposerOptions.tsx";
import { Refusal } from "../../kit/Refusal.tsx";

/** The fields of a message. Without JavaScript, addresses are typed and the form is posted. */
export function ComposerFields(
  { words, tenant, fileTypes, draft, people, files, onChange }: {
    words: MessagesWords;
    /** The name of the reader's tenant. */
    tenant: string;
    /** The content types that may be attached. */
    fileTypes: string[];
    draft: Draft;
    /** Takes the place of the plain field for addresses. */
    people?: ComponentChildren;
    /** Takes the place of the plain field for files. */
    files?: ComponentChildren;
    onChange?: (changes: Partial<Draft>) => void;
  },
) {
  const { to, everyone, subject, body, refusals } = draft;
  return (
    <div class="composer-fields">
      <div class="composer-line" data-refused={`${refusals.to !== undefined}`}>
        <label for="composer-to">{translate(words, "composer.to")}</label>
        {everyone && people ? null : people ?? (
          <input
            id="composer-to"
            name="to"
            type="text"
            inputMode="email"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            placeholder={translate(words, "composer.to.plain")}
            value={to.map(({ email }) => email).join(", ")}
            aria-invalid={`${refusals.to !== undefined}`}
            aria-describedby="composer-to-refusal"
          />
        )}
        {/* A sender who has named people does not mean everybody. */}
        {(everyone || to.length === 0 || !people) && (
          <label class="toggle">
            <input
              type="checkbox"
              name="everyone"
              value="true"
              id={everyone && people ? "composer-to" : undefined}
              checked={everyone}
              onChange={(event) =>
                onChange?.({ everyone: event.currentTarget.checked })}
            />
            {translate(words, "composer.everyone", { tenant })}
          </label>
        )}
        <Refusal id="composer-to-refusal" text={refusals.to} />
      </div>
      <div
        class="composer-line composer-subject"
        data-refused={`${refusals.subject !== undefined}`}
      >
        <label for="composer-subject">
          {translate(words, "composer.subject")}
        </label>
        <input
          id="composer-subject"
          name="subject"
          type="text"
          dir="auto"
          autocomplete="off"
          value={subject}
          aria-invalid={`${refusals.subject !== undefined}`}
          aria-describedby="composer-subject-refusal"
          onInput={(event) =>
            onChange?.({ subject: event.currentTarget.value })}
        />
        <Refusal id="composer-subject-refusal" text={refusals.subject} />
      </div>
      <div class="composer-body">
        <textarea
          id="composer-body"
          name="body"
          dir="auto"
          aria-label={translate(words, "composer.body")}
          placeholder={translate(words, "composer.body.hint")}
          {...people && { value: body }}
          aria-invalid={`${refusals.body !== undefined}`}
          aria-describedby="composer-body-refusal"
          onInput={(event) => onChange?.({ body: event.currentTarget.value })}
        >
          {
            // An HTML parser drops the first line end of a text area's content.
            people ? null : `\n${body}`
          }
        </textarea>
        <Refusal id="composer-body-refusal" text={refusals.body} />
      </div>
      {files ?? (
        <noscript class="composer-line">
          {draft.files.map(({ media, name }) => (
            <label class="toggle">
              <input
                type="checkbox"
                name="attachment"
                value={media!.id}
                checked
              />
              <bdi>{name}</bdi>
            </label>
          ))}
          <label for="composer-files">{translate(words, "files.plain")}</label>
          <input
            id="composer-files"
            type="file"
            name="files"
            multiple
            accept={fileTypes.join(",")}
            aria-describedby="composer-files-refusal"
          />
          <Refusal
            id="composer-files-refusal"
            text={draft.refusals.files}
          />
        </noscript>
      )}
      <ComposerOptions
        words={words}
        priority={draft.priority}
        expires={draft.expires}
        onPriority={(priority) => onChange?.({ priority })}
        onExpires={(expires) => onChange?.({ expires })}
      />
    </div>
  );
}
