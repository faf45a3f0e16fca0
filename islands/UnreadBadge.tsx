import { useEffect } from "preact/hooks";
import { Badge } from "../components/Badge.tsx";
import { startHarbor } from "../lib/browser/harbor.ts";
import type { HarborView } from "../lib/browser/view.ts";

/** How many messages wait to be read, live. */
export default function UnreadBadge({ view }: { view: HarborView }) {
  useEffect(() => void startHarbor(view), []);
  return <Badge count={view.unread.value.count} words={view.words} />;
}
