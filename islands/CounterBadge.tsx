import { useEffect } from "preact/hooks";
import "../components/common.ts";
import { Badge } from "../components/kit/Badge.tsx";
import { startHarbor } from "../lib/client/page/harbor.ts";
import type { HarborView } from "../lib/client/page/view.ts";
import type { ShellWords } from "../lib/i18n/shell/words.ts";
import { formatNumber, type WordKey } from "../lib/i18n/translate.ts";

/** How many of an area wait, live. */
export default function CounterBadge({ view, type, field, phrase, isInTitle }: {
  view: HarborView;
  /** Of the counter. */
  type: string;
  /** Of the counter, which has the number. */
  field: string;
  /** Says the number aloud, as `count`. */
  phrase: WordKey<ShellWords>;
  /** It stands in the title, too, for windows behind others. */
  isInTitle?: boolean;
}) {
  const count = Number(view.counters.value[type]?.[field] ?? 0);
  useEffect(() => void startHarbor(view), []);
  useEffect(() => {
    if (!isInTitle) return;
    const title = document.title.replace(/^\(.+?\) /, "");
    document.title = count > 0
      ? `(${formatNumber(view.language, count)}) ${title}`
      : title;
  }, [count]);
  return <Badge count={count} words={view.words} phrase={phrase} />;
}
