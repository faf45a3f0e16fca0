import type { Signal } from "@preact/signals";
import { IS_BROWSER } from "fresh/runtime";
import { useEffect, useRef, useState } from "preact/hooks";
import { ComposerFields } from "../components/ComposerFields.tsx";
import { ComposerHead } from "../components/ComposerHead.tsx";
import { Icon } from "../components/Icon.tsx";
import { listPlace, mailboxUrl } from "../components/page_url.ts";
import { PeopleField } from "../components/PeopleField.tsx";
import {
  closeSheet,
  discardSheet,
  followHistory,
  keepSheet,
  openSheet,
} from "../lib/browser/compose_sheet.ts";
import {
  type Composing,
  draftOf,
  parsePeople,
  type Person,
  refusalsOf,
  sendLabel,
} from "../lib/browser/composing.ts";
import { findPeople, recognise } from "../lib/browser/find_people.ts";
import { startHarbor } from "../lib/browser/harbor.ts";
import type { HarborView } from "../lib/browser/view.ts";
import { translate } from "../lib/i18n/translate.ts";

/** The sheet that one writes on, beside what one reads. */
export default function Composer(
  { view, sheet }: { view: HarborView; sheet: Signal<Composing | null> },
) {
  const form = useRef<HTMLFormElement>(null);
  const [isWide, setWide] = useState(false);
  const composing = sheet.value;
  const { words } = view;

  useEffect(() => {
    if (sheet.value && Object.keys(sheet.value.refusals).length === 0) {
      openSheet(view, sheet, sheet.value.kind, view.mailbox?.open.value);
    }
    return followHistory(view, sheet);
  }, []);

  // Where the writing goes on: at the top of an answer, else at what is still empty.
  useEffect(() => {
    if (!composing) return;
    const { to, subject } = composing;
    const next = to.length === 0 ? "to" : subject === "" ? "subject" : "body";
    const field = form.current?.querySelector<
      HTMLInputElement | HTMLTextAreaElement
    >(`#composer-${next}`);
    field?.focus();
    if (next === "body") field?.setSelectionRange(0, 0);
  }, [composing?.clientId]);

  useEffect(() => {
    if (!composing) return;
    const timer = setTimeout(() => keepSheet(view, composing), 400);
    return () => clearTimeout(timer);
  }, [composing]);

  if (!composing) return null;

  function change(changes: Partial<Composing>): void {
    if (!sheet.value) return;
    sheet.value = { ...sheet.value, ...changes, refusals: {} };
  }

  function changePeople(to: Person[]): void {
    change({ to });
    for (const person of to.filter(({ name }) => name === "")) {
      recognise(person).then((known) =>
        change({
          to: sheet.value!.to.map((other) => other === person ? known : other),
        })
      ).catch(() => {});
    }
  }

  function send(event: Event): void {
    event.preventDefault();
    const refusals = refusalsOf(composing!, view);
    const [refused] = Object.keys(refusals);
    if (refused) {
      sheet.value = { ...composing!, refusals };
      form.current?.querySelector<HTMLElement>(`#composer-${refused}`)?.focus();
      return;
    }
    startHarbor(view).send(draftOf(composing!, new Date()));
    discardSheet(view, sheet);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(event);
    if (event.key === "Escape") closeSheet(view, sheet);
  }

  return (
    <section
      class="composer"
      data-wide={`${isWide}`}
      aria-labelledby="composer-title"
      onKeyDown={onKeyDown}
    >
      <ComposerHead
        view={view}
        composing={composing}
        isWide={isWide}
        onWide={() => setWide(!isWide)}
        onClose={(event) => {
          event.preventDefault();
          closeSheet(view, sheet);
        }}
      />
      <form
        ref={form}
        class="composer-form"
        method="post"
        action={mailboxUrl(view, {
          ...listPlace(view),
          message: view.mailbox?.open.value?.id,
          compose: composing.kind,
        })}
        noValidate
        onSubmit={send}
      >
        <input type="hidden" name="intent" value="send" />
        <input type="hidden" name="clientId" value={composing.clientId} />
        <ComposerFields
          view={view}
          composing={composing}
          onChange={change}
          people={IS_BROWSER
            ? (
              <PeopleField
                words={words}
                people={composing.to}
                find={findPeople}
                parse={parsePeople}
                isRefused={composing.refusals.to !== undefined}
                onChange={changePeople}
              />
            )
            : undefined}
        />
        <footer class="composer-foot">
          <button type="submit" class="button button-primary">
            <Icon name="sent" />
            <span>
              {IS_BROWSER
                ? sendLabel(composing, words)
                : translate(words, "composer.send")}
            </span>
          </button>
          <button
            type="button"
            class="button button-quiet button-icon scripted"
            aria-label={translate(words, "composer.discard")}
            title={translate(words, "composer.discard")}
            onClick={() => discardSheet(view, sheet)}
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
