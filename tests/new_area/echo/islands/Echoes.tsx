import type { Signal } from "@preact/signals";
import { IS_BROWSER } from "fresh/runtime";
import { useEffect, useMemo } from "preact/hooks";
import "../components/common.ts";
import { EchoList } from "../components/echo/EchoList.tsx";
import { createEchoes } from "../lib/client/echo/echoes.ts";
import { startHarbor } from "../lib/client/page/harbor.ts";
import type { HarborView } from "../lib/client/page/view.ts";
import type { Echo } from "../lib/echo/contract.ts";
import type { EchoWords } from "../lib/i18n/echo/words.ts";
import { translate } from "../lib/i18n/translate.ts";

/** What has been shouted, live, and where one shouts. */
export default function Echoes(
  { view, echoes }: { view: HarborView<EchoWords>; echoes: Signal<Echo[]> },
) {
  const part = useMemo(
    () => IS_BROWSER ? createEchoes(echoes, startHarbor(view).api) : null,
    [],
  );
  useEffect(() => startHarbor(view).join(part!), []);

  async function onSubmit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    await part!.shout(String(new FormData(form).get("text")));
    form.reset();
  }

  return (
    <>
      <form method="post" onSubmit={onSubmit}>
        <label>
          {translate(view.words, "echo.text")}
          <input name="text" required maxLength={200} />
        </label>
        <button type="submit" class="button button-primary">
          {translate(view.words, "echo.shout")}
        </button>
      </form>
      <EchoList words={view.words} echoes={echoes.value} />
    </>
  );
}
