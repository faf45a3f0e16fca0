import { useEffect } from "preact/hooks";
import "../components/common.ts";
import { joinOutbox } from "../lib/client/messages/join_outbox.ts";
import { startHarbor } from "../lib/client/page/harbor.ts";
import { browserPlatform } from "../lib/client/page/platform.ts";
import type { HarborView } from "../lib/client/page/view.ts";

/** Goes on sending the messages that were under way when the mailbox was left. */
export default function Outbox({ view }: { view: HarborView }) {
  useEffect(
    () => joinOutbox(view, startHarbor(view), browserPlatform()),
    [],
  );
  return null;
}
