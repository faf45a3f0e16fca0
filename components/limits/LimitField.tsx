import type { LimitsWords } from "../../lib/i18n/limits/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { Refusal } from "../kit/Refusal.tsx";

export interface LimitFieldProps {
  words: LimitsWords;
  name: string;
  group: "files" | "messages" | "connections";
  label: string;
  value: string;
  /** The value that applies while the field is empty, in words. */
  hint: string;
  refusal: string | null;
}

/** A field for one number. An empty field inherits. */
export function LimitField(
  { name, label, value, hint, refusal }: LimitFieldProps,
) {
  const id = `limits-${name}`;
  return (
    <div class="limit">
      <label for={id}>{label}</label>
      <input
        class="field"
        id={id}
        name={name}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        dir="ltr"
        value={value}
        aria-invalid={`${refusal !== null}`}
        aria-describedby={`${id}-hint ${id}-refusal`}
      />
      <small id={`${id}-hint`}>{hint}</small>
      <Refusal id={`${id}-refusal`} text={refusal ?? undefined} />
    </div>
  );
}

/** What an empty field stands for. */
export function inheritedHint(
  words: LimitsWords,
  isGlobal: boolean,
  value: string,
): string {
  return translate(words, isGlobal ? "limits.builtIn" : "limits.inherited", {
    value,
  });
}
