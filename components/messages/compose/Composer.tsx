import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Draft } from "../../../lib/client/messages/compose/draft.ts";
import type { MessagesView } from "../../../lib/client/messages/view.ts";
import type { ComposerActions } from "../../../lib/client/messages/compose/composer.ts";
import { translate } from "../../../lib/i18n/translate.ts";
import { ComposerFields } from "./ComposerFields.tsx";
import { ComposerHead } from "./ComposerHead.tsx";
import { Icon } from "../../kit/Icon.tsx";
import { listPlace, mailboxUrl } from "../page_url.ts";
import { PeopleField } from "./PeopleField.tsx";

/** The pause in writing after which the draft is kept. */
const PAUSE_MS = 400;

/** The sheet for a new message, beside the open one. Without JavaScript it is a form to post. */
export function Composer(
  { view, draft, coming, actions, files }: {
    view: MessagesView;
    draft: Draft;
    /** How many files are still being uploaded. */
    coming: number;
    /** `null` on the server. */
    actions: ComposerActions | null;
    /** Takes the place of the plain field for files. */
    files: ComponentChildren;
  },
) {
  const form = useRef<HTMLFormElement>(null);
  const [isWide, setWide] = useState(false);
  const { words, mailbox } = view;

  const field = (name: string) =>
    form.current?.querySelector<HTMLTextAreaElement>(`#composer-${name}`);

  // The focus goes back to where it came from.
  useEffect(() => {
    const opener = document.activeElement as HTMLElement | null;
    return () => opener?.focus();
  }, []);

  // Writing goes on at the top of an answer, or in the first field that is empty.
  useEffect(() => {
    const { to, subject } = draft;
    const next = to.length === 0 ? "to" : subject === "" ? "subject" : "body";
    field(next)?.focus({ preventScroll: true });
    if (next === "body") field(next)?.setSelectionRange(0, 0);
  }, [draft.clientId]);

  useEffect(() => {
    const keep = () => actions?.keep();
    const timer = setTimeout(keep, PAUSE_MS);
    // A page that is left sooner loses nothing either.
    addEventListener("pagehide", keep);
    return () => {
      clearTimeout(timer);
      removeEventListener("pagehide", keep);
    };
  }, [draft]);

  async function send(event: Event): Promise<void> {
    event.preventDefault();
    // The field for people takes what was typed when it loses the focus.
    (document.activeElement as HTMLElement | null)?.blur();
    const refused = await actions?.send();
    if (refused) field(refused)?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(event);
    if (event.key === "Escape") actions?.close();
  }

  return (
    <section
      class="composer"
      data-wide={`${isWide}`}
      aria-labelledby="composer-title"
      onKeyDown={onKeyDown}
    >
      <ComposerHead
        words={words}
        mailbox={mailbox}
        draft={draft}
        isWide={isWide}
        onWide={() => setWide(!isWide)}
        onClose={(event) => {
          event.preventDefault();
          actions?.close();
        }}
      />
      <form
        ref={form}
        class="composer-form"
        method="post"
        encType="multipart/form-data"
        action={mailboxUrl(words.language, {
          ...listPlace(mailbox),
          message: mailbox.open.value?.id,
          compose: draft.kind,
        })}
        noValidate
        onSubmit={send}
      >
        <input type="hidden" name="intent" value="send" />
        <input type="hidden" name="clientId" value={draft.clientId} />
        <ComposerFields
          words={words}
          tenant={view.me.tenantName}
          fileTypes={view.limits.allowedTypes}
          draft={draft}
          onChange={actions?.change}
          files={files}
          people={actions && (
            <PeopleField
              words={words}
              people={draft.to}
              isRefused={draft.refusals.to !== undefined}
              find={actions.findPeople}
              parse={actions.parsePeople}
              onChange={actions.changePeople}
            />
          )}
        />
        <footer class="composer-foot">
          {draft.waits
            ? (
              <>
                <p class="composer-waits" role="status">
                  <i class="spinner" />
                  {translate(words, "files.waits", { count: coming })}
                </p>
                <button type="button" class="button" onClick={actions?.wait}>
                  {translate(words, "files.dontSend")}
                </button>
              </>
            )
            : (
              <button type="submit" class="button button-primary">
                <Icon name="sent" />
                <span>
                  {actions?.sendLabel() ?? translate(words, "composer.send")}
                </span>
              </button>
            )}
          <button
            type="button"
            class="button button-quiet button-icon scripted"
            aria-label={translate(words, "composer.discard")}
            title={translate(words, "composer.discard")}
            onClick={actions?.discard}
          >
            <Icon name="trash" />
          </button>
          <p class="draft-state scripted">
            <kbd>Ctrl</kbd>
            <kbd>↵</kbd>
          </p>
        </footer>
      </form>
    </section>
  );
}
