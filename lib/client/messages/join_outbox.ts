import type { Harbor } from "../page/part.ts";
import type { HarborView } from "../page/view.ts";
import { createMessageOutbox, type MessageOutboxOptions } from "./outbox.ts";

/**
 * On a page that shows no messages: goes on with those that were under way when the mailbox was
 * left. Returns how to stop being told that the connection is back.
 */
export function joinOutbox(
  { me }: Pick<HarborView, "me">,
  { api, join }: Pick<Harbor, "api" | "join">,
  platform: MessageOutboxOptions["platform"],
): () => void {
  const outbox = createMessageOutbox({
    platform,
    api,
    me,
    outgoing: null,
    isShownInList: () => false,
    onSent() {},
  });
  outbox.resume();
  return join({ catchUp: outbox.hurry });
}
