import { useEffect } from "preact/hooks";
import "../components/kit/kit.ts";
import { Badge } from "../components/kit/Badge.tsx";
import { startHarbor } from "../lib/client/page/harbor.ts";
import type { HarborView } from "../lib/client/page/view.ts";
import { formatNumber } from "../lib/i18n/translate.ts";

/** How many messages wait to be read, live; in the title too, for windows behind others. */
export default function UnreadBadge({ view }: { view: HarborView }) {
  const { count } = view.unread.value;
  useEffect(() => void startHarbor(view), []);
  useEffect(() => {
    const title = document.title.replace(/^\(.+?\) /, "");
    document.title = count > 0
      ? `(${formatNumber(view.language, count)}) ${title}`
      : title;
  }, [count]);
  return <Badge count={count} words={view.words} />;
}
