import { useEffect, useRef, useState } from "preact/hooks";
import type { Person } from "../../../lib/client/messages/compose/people.ts";
import type { MessagesWords } from "../../../lib/i18n/messages/words.ts";
import { translate } from "../../../lib/i18n/translate.ts";
import { sameEmail } from "../../../lib/shared/same_email.ts";
import { isWholeAddress, whoIs } from "../../../lib/shared/who_is.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { Icon } from "../../kit/Icon.tsx";

const LIST_ID = "people-suggestions";

/** What ends an address as one types. */
const SEPARATORS = [",", ";", "،"];

/** How long an answer is waited for before the text stands as it was typed, in milliseconds. */
const ANSWER_WITHIN_MS = 2_000;

/** `keyCode` of a key that an input method has taken. */
const COMPOSING = 229;

/** Of a long list, so many are shown while nobody writes in it. */
const MOST_SHOWN = 8;
const SHOWN_FOLDED = 4;

/** People, and the text that they were found for: for another one they are no answer. */
interface Suggestions {
  to: string;
  people: Person[];
}

const NONE: Suggestions = { to: "", people: [] };

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
  const [found, setFound] = useState<Suggestions>(NONE);
  const [active, setActive] = useState(0);
  /** Whether the active suggestion was gone to, and does not only come first. */
  const [isChosen, setChosen] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const folds = !isOpen && people.length > MOST_SHOWN;

  useEffect(() => {
    const asked = text.trim();
    if (asked === "") return setFound(NONE);
    const asking = new AbortController();
    suggest(asked, asking.signal).then((people) => {
      if (asking.signal.aborted) return;
      setActive(0);
      setChosen(false);
      setFound({ to: asked, people });
    });
    return () => asking.abort();
  }, [text]);

  async function suggest(
    asked: string,
    signal: AbortSignal,
  ): Promise<Person[]> {
    const answer = await find(asked, signal);
    return (answer ?? []).filter(({ email }) => !has(people, email));
  }

  function add(added: Person[]): void {
    setText("");
    setFound(NONE);
    onChange([
      ...people,
      ...added.filter(({ email }) => !has(people, email)),
    ]);
  }

  /** Takes what the text says as it stands, and asks for nothing. */
  function addTyped(typed: string): void {
    const exact = whoIs(typed, peopleFor(typed));
    const added = exact ? [exact] : parse(typed);
    if (added.length > 0) add(added);
  }

  /** Takes whom the text means; where it is a part of a name, whom it most likely means. */
  async function addMeant(typed: string): Promise<void> {
    const asked = typed.trim();
    if (isChosen && peopleFor(asked)[active]) {
      return add([peopleFor(asked)[active]]);
    }
    const isList = parse(asked).length > 1;
    if (isWholeAddress(asked) || isList) return addTyped(asked);
    // Who types quickly is done before the answer comes: an older one is no answer to this.
    const likely = found.to === asked
      ? found.people
      : await suggest(asked, AbortSignal.timeout(ANSWER_WITHIN_MS));
    if (input.current?.value.trim() !== asked) return;
    const [first] = likely;
    add(first ? [whoIs(asked, likely) ?? first] : parse(asked));
  }

  function peopleFor(typed: string): Person[] {
    return found.to === typed.trim() ? found.people : [];
  }

  function onKeyDown(event: KeyboardEvent): void {
    // In Safari the key that ends a composition is no longer part of it, but for its code.
    if (event.isComposing || event.keyCode === COMPOSING) return;
    const typed = input.current!.value;
    const { length } = found.people;
    const isTyped = typed.trim() !== "";
    if (length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive((active + step + length) % length);
      setChosen(true);
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
      setFound(NONE);
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
            aria-expanded={`${found.people.length > 0}`}
            aria-controls={LIST_ID}
            aria-activedescendant={found.people.length > 0
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
            onPaste={onPaste}
            onFocus={() => setOpen(true)}
            onBlur={(event) => {
              setOpen(false);
              addTyped(event.currentTarget.value);
            }}
          />
        </li>
      </ul>
      <ul
        class="suggestions"
        id={LIST_ID}
        role="listbox"
        aria-label={translate(words, "composer.to.suggestions")}
        hidden={found.people.length === 0}
      >
        {found.people.map((person, index) => (
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
