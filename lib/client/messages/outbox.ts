import type { SentMessage } from "../../messages/contract.ts";
import {
  createOutbox,
  type Outbox,
  type OutboxOptions,
} from "../kit/outbox.ts";
import type { Api } from "../page/api.ts";
import type { Me } from "../page/view.ts";
import type { NewMessage } from "./outgoing.ts";

export type MessageOutboxOptions =
  & Omit<OutboxOptions<NewMessage, SentMessage>, "post" | "storageKey">
  & { api: Pick<Api, "post">; me: Pick<Me, "tenantId" | "userId"> };

/** Sends the messages that the reader writes in this window. */
export function createMessageOutbox(
  { api, me, ...options }: MessageOutboxOptions,
): Outbox<NewMessage> {
  return createOutbox({
    ...options,
    storageKey: `harbor:${me.tenantId}:${me.userId}:outbox`,
    post: ({ files, ...text }, clientId) =>
      api.post<SentMessage>("/api/messaging/send", {
        ...text,
        attachments: files?.map(({ id }) => id),
        clientId,
      }),
  });
}
