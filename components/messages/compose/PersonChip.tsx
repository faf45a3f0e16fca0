import type { Person } from "../../../lib/client/messages/compose/people.ts";
import type { MessagesWords } from "../../../lib/i18n/messages/words.ts";
import { translate } from "../../../lib/i18n/translate.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { Icon } from "../../kit/Icon.tsx";

/** Somebody who is written to, and the way to take them off. */
export function PersonChip(
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
