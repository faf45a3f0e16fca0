import type { SendInput } from "../../messages/contract.ts";
import type { Outgoing } from "../kit/outbox.ts";
import type { LibraryFile } from "./compose/draft_file.ts";

/** What the composer hands over to be sent; the contract's defaults stand for what is left out. */
export type NewMessage =
  & Pick<SendInput, "subject" | "body" | "recipients">
  & Partial<Pick<SendInput, "priority" | "expiresAt" | "tenants">>
  & {
    /** Files of the library, attached in this order. */
    files?: LibraryFile[];
  };

/**
 * A message of mine on its way. It leaves the list in the moment its summary appears in the sent
 * box; where another box is shown, it stays as "sent" for a few seconds.
 */
export type OutgoingMessage = Outgoing<NewMessage>;
