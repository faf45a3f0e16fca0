import type { ComponentChildren } from "preact";
import type { MessagesWords } from "../../../lib/i18n/messages/words.ts";
import { translate } from "../../../lib/i18n/translate.ts";
import { EXPIRIES, type Expiry } from "../../../lib/shared/expiries.ts";
import { PRIORITIES, type Priority } from "../../../lib/shared/priorities.ts";
import { Icon, type IconName } from "../../kit/Icon.tsx";

/** A message's priority and expiry. */
export function ComposerOptions(
  { words, priority, expires, onPriority, onExpires }: {
    words: MessagesWords;
    priority: Priority;
    expires: Expiry;
    onPriority?: (priority: Priority) => void;
    onExpires?: (expires: Expiry) => void;
  },
) {
  return (
    <div class="composer-options">
      <Option
        icon="high"
        name="priority"
        label={translate(words, "priority.label")}
        onChange={(value) => onPriority?.(value as Priority)}
      >
        {PRIORITIES.map((each) => (
          <option value={each} selected={each === priority}>
            {translate(words, `priority.${each}`)}
          </option>
        ))}
      </Option>
      <Option
        icon="clock"
        name="expires"
        label={translate(words, "composer.expires")}
        onChange={(value) => onExpires?.(value as Expiry)}
      >
        {EXPIRIES.map((each) => (
          <option value={each} selected={each === expires}>
            {translate(words, `composer.expires.${each}`)}
          </option>
        ))}
      </Option>
    </div>
  );
}

function Option(
  { icon, name, label, onChange, children }: {
    icon: IconName;
    name: string;
    label: string;
    onChange: (value: string) => void;
    children: ComponentChildren;
  },
) {
  return (
    <label class="option">
      <Icon name={icon} size={16} />
      {label}
      <select
        class="select"
        name={name}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {children}
      </select>
    </label>
  );
}
