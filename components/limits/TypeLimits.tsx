import type { LimitsWords } from "../../lib/i18n/limits/words.ts";
import { translate, type WordKey } from "../../lib/i18n/translate.ts";

export interface TypeGroup {
  label: WordKey<LimitsWords>;
  types: {
    contentType: string;
    /** Its file name extensions. */
    name: string;
    isAllowed: boolean;
  }[];
}

/** The types of files that are allowed, or a box to inherit them. */
export function TypeLimits(
  { words, isGlobal, inherits, groups }: {
    words: LimitsWords;
    isGlobal: boolean;
    inherits: boolean;
    groups: TypeGroup[];
  },
) {
  return (
    <fieldset class="types">
      <legend>{translate(words, "limits.types")}</legend>
      <label class="toggle">
        <input
          type="checkbox"
          name="inheritsTypes"
          value="true"
          checked={inherits}
        />
        {translate(
          words,
          isGlobal ? "limits.types.builtIn" : "limits.types.inherited",
        )}
      </label>
      <div class="types-own">
        {groups.map(({ label, types }) => (
          <div
            class="types-group"
            key={label}
            role="group"
            aria-label={translate(words, label)}
          >
            <h3>{translate(words, label)}</h3>
            <ul>
              {types.map(({ contentType, name, isAllowed }) => (
                <li key={contentType}>
                  <label class="toggle" title={contentType}>
                    <input
                      type="checkbox"
                      name="allowedTypes"
                      value={contentType}
                      checked={isAllowed}
                    />
                    <span dir="ltr">{name}</span>
                  </label>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </fieldset>
  );
}
