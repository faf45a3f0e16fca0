import { useEffect, useRef, useState } from "preact/hooks";
import type { Person } from "../../../lib/client/messages/compose/people.ts";
import type { MessagesWords } from "../../../lib/i18n/messages/words.ts";
import { translate } from "../../../lib/i18n/translate.ts";
import { folded } from "../../../lib/shared/folded.ts";
import { sameEmail } from "../../../lib/shared/same_email.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { Icon } from "../../kit/Icon.tsx";

const LIST_ID = "people-suggestions";

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
  const [found, setFound] = useState<Person[]>([]);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const asked = text.trim();
    if (asked === "") return setFound([]);
    const asking = new AbortController();
    find(asked, asking.signal).then((answer) => {
      if (asking.signal.aborted) return;
      setActive(0);
      setFound((answer ?? []).filter(({ email }) => !has(people, email)));
    });
    return () => asking.abort();
  }, [text]);

  function add(added: Person[]): void {
    setText("");
    setFound([]);
    onChange([
      ...people,
      ...added.filter(({ email }) => !has(people, email)),
    ]);
  }

  function addTyped(typed: string): void {
    const exact = found.find(({ email, name }) =>
      sameEmail(email, typed.trim()) ||
      folded(name) === folded(typed.trim())
    );
    const added = exact ? [exact] : parse(typed);
    if (added.length > 0) add(added);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const isOpen = found.length > 0;
    if (isOpen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive((active + step + found.length) % found.length);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (isOpen) add([found[active]]);
      else addTyped(text);
    } else if (event.key === "Tab" && isOpen && !event.shiftKey) {
      event.preventDefault();
      add([found[active]]);
    } else if ([",", ";"].includes(event.key) && text.trim() !== "") {
      event.preventDefault();
      addTyped(text);
    } else if (event.key === "Backspace" && text === "") {
      onChange(people.slice(0, -1));
    } else if (event.key === "Escape" && isOpen) {
      event.stopPropagation();
      setFound([]);
    }
  }

  return (
    <>
      <ul class="people" onClick={() => input.current?.focus()}>
        {people.map((person) => (
          <li key={person.email}>
            <PersonChip
              person={person}
              words={words}
              onRemove={() =>
                onChange(people.filter((other) => other !== person))}
            />
          </li>
        ))}
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
            aria-expanded={`${found.length > 0}`}
            aria-controls={LIST_ID}
            aria-activedescendant={found.length > 0
              ? `${LIST_ID}-${active}`
              : undefined}
            aria-invalid={`${isRefused}`}
            aria-describedby="composer-to-refusal"
            placeholder={people.length === 0
              ? translate(words, "composer.to.hint")
              : undefined}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onBlur={() => addTyped(text)}
          />
        </li>
      </ul>
      <ul
        class="suggestions"
        id={LIST_ID}
        role="listbox"
        aria-label={translate(words, "composer.to.suggestions")}
        hidden={found.length === 0}
      >
        {found.map((person, index) => (
          <li
            key={person.email}
            id={`${LIST_ID}-${index}`}
            role="option"
            aria-selected={`${index === active}`}
            // On pointerdown, before the field loses the focus and takes its text as it stands.
            onPointerDown={(event) => {
              event.preventDefault();
              add([person]);
            }}
            onPointerMove={() => setActive(index)}
          >
            <Avatar email={person.email} name={person.name} size={28} />
            <div>
              <strong dir="auto">{person.name}</strong>
              <small dir="ltr">{person.email}</small>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function PersonChip(
  { person: { email, name, isUnknown }, words, onRemove }: {
    person: Person;
    words: MessagesWords;
    onRemove: () => void;
  },
) {
  return (
    <span class="chip" title={email} data-refused={`${isUnknown === true}`}>
      <Avatar email={email} name={name} size={20} />
      <span dir="auto">{name || email}</span>
      <button
        type="button"
        aria-label={translate(words, "composer.to.remove", {
          name: name || email,
        })}
        onClick={onRemove}
      >
        <Icon name="close" size={16} />
      </button>
    </span>
  );
}

function has(people: Person[], email: string): boolean {
  return people.some((person) => sameEmail(person.email, email));
}
