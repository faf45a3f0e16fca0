import { useRef, useState } from "preact/hooks";
import type { Person } from "../../../lib/client/messages/compose/people.ts";
import type { MessagesWords } from "../../../lib/i18n/messages/words.ts";
import { translate } from "../../../lib/i18n/translate.ts";
import { sameEmail } from "../../../lib/shared/same_email.ts";
import { isWholeAddress, whoIs } from "../../../lib/shared/who_is.ts";
import { PeopleSuggestions, SUGGESTIONS_ID } from "./PeopleSuggestions.tsx";
import { PersonChip } from "./PersonChip.tsx";
import { useSuggestions } from "./use_suggestions.ts";

/** What ends an address as one types. */
const SEPARATORS = [",", ";", "،"];

/** `keyCode` of a key that an input method has taken. */
const COMPOSING = 229;

/** Of a long list, so many are shown while nobody writes in it. */
const MOST_SHOWN = 8;
const SHOWN_FOLDED = 4;

/** People as chips, found by name or address as one types: a combobox as WAI-ARIA has it. */
export function PeopleField(
  { words, people, isRefused, find, parse, onChange }: {
    words: MessagesWords;
    people: Person[];
    isRefused: boolean;
    /** Finds the people whose name or address contains a text; `null` without a connection. */
    find: (text: string, signal: AbortSignal) => Promise<Person[] | null>;
    /** The people that a text names, however it was typed or pasted. */
    parse: (text: string) => Person[];
    onChange: (people: Person[]) => void;
  },
) {
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const folds = !isOpen && people.length > MOST_SHOWN;

  const latest = useRef(people);
  latest.current = people;
  const suggestions = useSuggestions(
    text,
    async (text, signal) =>
      (await find(text, signal))?.filter(({ email }) =>
        !has(latest.current, email)
      ) ?? null,
  );

  function add(added: Person[]): void {
    setText("");
    suggestions.clear();
    // Others may have been added while an answer was waited for.
    const known = latest.current;
    onChange([...known, ...added.filter(({ email }) => !has(known, email))]);
  }

  /** Takes what the text says as it stands, and asks for nothing. */
  function addTyped(typed: string): void {
    const exact = whoIs(typed, suggestions.foundFor(typed));
    const added = exact ? [exact] : parse(typed);
    if (added.length > 0) add(added);
  }

  /** Takes whom the text means; where it is a part of a name, whom it most likely means. */
  async function addMeant(typed: string): Promise<void> {
    const asked = typed.trim();
    const chosen = suggestions.chosenFor(asked);
    if (chosen) return add([chosen]);
    const isList = parse(asked).length > 1;
    if (isWholeAddress(asked) || isList) return addTyped(asked);
    // Who types quickly is done before the answer comes: an older one is no answer to this.
    const likely = await suggestions.waitFor(asked);
    if (input.current?.value.trim() !== asked) return;
    const [first] = likely;
    add(first ? [whoIs(asked, likely) ?? first] : parse(asked));
  }

  function onKeyDown(event: KeyboardEvent): void {
    // In Safari the key that ends a composition is no longer part of it, but for its code.
    if (event.isComposing || event.keyCode === COMPOSING) return;
    const typed = input.current!.value;
    const { length } = suggestions.people;
    const isTyped = typed.trim() !== "";
    if (length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      suggestions.go(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (isTyped) addMeant(typed);
    } else if (event.key === "Tab" && isTyped && !event.shiftKey) {
      event.preventDefault();
      addMeant(typed);
    } else if (SEPARATORS.includes(event.key) && isTyped) {
      // A comma may stand in a quoted name.
      if ((typed.match(/"/g)?.length ?? 0) % 2 === 1) return;
      event.preventDefault();
      addMeant(typed);
    } else if (event.key === "Backspace" && typed === "") {
      onChange(people.slice(0, -1));
    } else if (event.key === "Escape" && length > 0) {
      event.stopPropagation();
      suggestions.clear();
    }
  }

  /** A field of one line would lose the lines of a list, and with them where an address ends. */
  function onPaste(event: ClipboardEvent): void {
    const pasted = event.clipboardData?.getData("text") ?? "";
    const named = parse(pasted);
    const isList = named.length > 1 || /<.+>/.test(pasted);
    if (!isList || !named.some(({ email }) => email.includes("@"))) return;
    event.preventDefault();
    add(named);
  }

  return (
    <>
      <ul class="people" onClick={() => input.current?.focus()}>
        {(folds ? people.slice(0, SHOWN_FOLDED) : people).map((person) => (
          <li key={person.email}>
            <PersonChip
              person={person}
              words={words}
              onRemove={() =>
                onChange(people.filter((other) =>
                  other !== person
                ))}
            />
          </li>
        ))}
        {folds && (
          <li>
            <button
              type="button"
              class="chip"
              onClick={() => input.current?.focus()}
            >
              {translate(words, "reading.morePeople", {
                count: people.length - SHOWN_FOLDED,
              })}
            </button>
          </li>
        )}
        <li class="people-entry">
          <input
            ref={input}
            id="composer-to"
            type="text"
            inputMode="email"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={`${suggestions.people.length > 0}`}
            aria-controls={SUGGESTIONS_ID}
            aria-activedescendant={suggestions.people.length > 0
              ? `${SUGGESTIONS_ID}-${suggestions.active}`
              : undefined}
            aria-invalid={`${isRefused}`}
            aria-describedby="composer-to-refusal"
            placeholder={people.length === 0
              ? translate(words, "composer.to.hint")
              : undefined}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onFocus={() => setOpen(true)}
            onBlur={(event) => {
              setOpen(false);
              addTyped(event.currentTarget.value);
            }}
          />
        </li>
      </ul>
      <PeopleSuggestions
        words={words}
        people={suggestions.people}
        active={suggestions.active}
        onActive={suggestions.mark}
        onTake={(person) => add([person])}
      />
    </>
  );
}

function has(people: Person[], email: string): boolean {
  return people.some((person) => sameEmail(person.email, email));
}
