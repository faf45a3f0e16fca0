import { useEffect } from "preact/hooks";
import "../components/common.ts";
import { Badge } from "../components/kit/Badge.tsx";
import { startHarbor } from "../lib/client/page/harbor.ts";
import type { HarborView } from "../lib/client/page/view.ts";
import { formatNumber, type Phrase } from "../lib/i18n/translate.ts";

/** How many items of an area wait, live. */
export default function CounterBadge({ view, type, field, phrase, isInTitle }: {
  view: HarborView;
  /** The counter's type. */
  type: string;
  /** The counter's field that has the number. */
  field: string;
  /** The phrase that names the items; it gets the number as `count`. */
  phrase: Phrase;
  /** Whether the title has the number too, for windows behind others. */
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
  return <Badge count={count} language={view.language} phrase={phrase} />;
}
