import { TYPING_EVERY_MS } from "../../../shared/typing.ts";
import type { Api } from "../../page/api.ts";
import type { Platform } from "../../page/platform.ts";

/** Says that I am writing a reply to a message: now and then, however often it is called. */
export type TellTyping = (messageId: number) => void;

export function createTellTyping(
  platform: Pick<Platform, "now">,
  api: Pick<Api, "post">,
): TellTyping {
  const lastTold = new Map<number, number>();
  return (messageId) => {
    const now = platform.now();
    if (now - (lastTold.get(messageId) ?? 0) < TYPING_EVERY_MS) return;
    lastTold.set(messageId, now);
    // One that is lost is followed by another.
    api.post(`/api/messaging/threads/${messageId}/typing`).catch(() => {});
  };
}
