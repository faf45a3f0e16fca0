import type { Person } from "../../../lib/client/messages/compose/people.ts";
import type { MessagesWords } from "../../../lib/i18n/messages/words.ts";
import { translate } from "../../../lib/i18n/translate.ts";
import { Avatar } from "../../kit/Avatar.tsx";

export const SUGGESTIONS_ID = "people-suggestions";

/** Whom a text may mean: the list of a combobox, whose field keeps the focus. */
export function PeopleSuggestions(
  { words, people, active, onActive, onTake }: {
    words: MessagesWords;
    people: Person[];
    active: number;
    onActive: (index: number) => void;
    onTake: (person: Person) => void;
  },
) {
  return (
    <ul
      class="suggestions"
      id={SUGGESTIONS_ID}
      role="listbox"
      aria-label={translate(words, "composer.to.suggestions")}
      hidden={people.length === 0}
    >
      {people.map((person, index) => (
        <li
          key={person.email}
          id={`${SUGGESTIONS_ID}-${index}`}
          role="option"
          aria-selected={`${index === active}`}
          // On pointerdown, before the field loses the focus and takes its text as it stands.
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(person);
          }}
          onPointerMove={() => onActive(index)}
        >
          <Avatar email={person.email} name={person.name} size={28} />
          <div>
            <strong dir="auto">{person.name}</strong>
            <small dir="ltr">{person.email}</small>
          </div>
        </li>
      ))}
    </ul>
  );
}
