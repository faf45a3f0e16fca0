import type { Echo } from "../../lib/echo/contract.ts";
import type { EchoWords } from "../../lib/i18n/echo/words.ts";
import { translate } from "../../lib/i18n/translate.ts";

/** What has been shouted, newest first. */
export function EchoList(
  { words, echoes }: { words: EchoWords; echoes: Echo[] },
) {
  return (
    <ul class="echoes" aria-label={translate(words, "echo.list")}>
      {echoes.map(({ id, text }) => <li key={id} dir="auto">{text}</li>)}
    </ul>
  );
}
