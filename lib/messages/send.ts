import { type Actor, askedBy } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import type { Later } from "../db/later.ts";
import { isUniqueViolation } from "../db/errors.ts";
import { Problem } from "../http/problem.ts";
import { requireDiskRoom } from "../http/require_disk_room.ts";
import { limitsOf } from "../limits/limits.ts";
import { commit } from "../realtime/commit.ts";
import type { RecordEvent } from "../realtime/event.ts";
import type { Services } from "../services.ts";
import { addressesOf } from "./addressees.ts";
import type { Message, SendInput, SentMessage } from "./contract.ts";
import { messageAsSent } from "./get.ts";
import { post } from "./post.ts";
import { timeOfNew } from "./time_of.ts";
import { requireWithin } from "./within_limits.ts";

/** The message as its sender sees it, and whether this call made it. */
export interface SendResult {
  message: SentMessage;
  created: boolean;
}

type SendServices = Pick<
  Services,
  "db" | "settings" | "diskRoom" | "spine" | "files" | "clock"
>;

/**
 * Sends a message, or with `tenants` a broadcast: one message to each tenant, all in one
 * transaction. A repeated `clientId` of the same sender sends nothing and returns the first
 * message, whatever else the retry says. Two at once, even in two processes, make one message too.
 *
 * @throws {Problem} 403 for `tenants` from anybody but a global admin; 422 for what is longer or
 * has more files than the sender's tenant allows, for an `expiresAt` that has passed, and naming
 * each recipient or tenant that cannot be reached and each file that cannot be attached; 503 when
 * the disk is used up but for its reserve.
 */
export async function sendMessage(
  services: SendServices,
  actor: Actor,
  input: SendInput,
): Promise<SendResult> {
  if (input.tenants !== undefined && actor.role !== "global_admin") {
    throw new Problem(
      403,
      `Cannot broadcast: ${actor.email} is not a global admin`,
    );
  }
  try {
    await requireDiskRoom(services);
    requireWithin(await limitsOf(services, actor.tenantId), input);
    return await commit(
      services,
      (tx, record, later) => send(services, tx, record, later, actor, input),
      { independent: isIndependent(actor, input), ...askedBy(actor) },
    );
  } catch (error) {
    // Nearly every message is its clientId's first, so only what cannot be sent is looked up: the
    // unique index refuses a second one, and a retry may be late, or name people who have left.
    if (input.clientId === undefined) throw error;
    const isRefused = error instanceof Problem || error instanceof SentBefore ||
      isUniqueViolation(error);
    if (!isRefused) throw error;
    const { clientId } = input;
    const first = await services.db.read(
      (tx) => sentBefore(services, tx, actor, clientId),
      askedBy(actor),
    );
    if (!first) throw error;
    return { message: first, created: false };
  }
}

/** Whether a message reads nothing that another of its group writes, as is usual. */
function isIndependent(actor: Actor, { attachments = [] }: SendInput): boolean {
  return actor.role !== "global_admin" && attachments.length === 0;
}

/** It is thrown, because the first call's later writes are visible only after its transaction. */
class SentBefore extends Error {
  override name = "SentBefore";
}

async function send(
  { files, clock }: SendServices,
  tx: Queries,
  record: RecordEvent,
  later: Later,
  actor: Actor,
  input: SendInput,
): Promise<SendResult> {
  const now = clock.now();
  if (actor.role === "global_admin") {
    // The clientId may be in use in tenants that are not named now, which no index refuses.
    if ((await sentWith(tx, actor, input.clientId)).length > 0) {
      throw new SentBefore();
    }
  }
  const expiresAt = expiryOf(input, now);
  const { attachments = [] } = input;
  const attached = await files.attachable(
    tx,
    actor,
    attachments,
    "attachments",
  );
  const messages: Message[] = [];
  const time = timeOfNew(tx, now);
  // Both are asked for at once, and neither is left behind when the other fails.
  const addresses = await addressesOf(tx, actor, input).finally(() => time);
  const createdAt = await time;
  for (const address of addresses) {
    const draft = {
      ...input,
      messageType: typeOf(input),
      files: attached,
      expiresAt,
      createdAt,
    };
    messages.push(await post(tx, record, later, actor, address, draft));
  }
  const [message] = messages;
  return {
    message: input.tenants === undefined ? message : {
      ...message,
      broadcast: messages.map(({ id, tenantId }) => ({ tenantId, id })),
    },
    created: true,
  };
}

function typeOf({ recipients, tenants }: SendInput): string {
  if (tenants !== undefined) return "broadcast";
  return recipients === "tenant" ? "announcement" : "message";
}

/** The answer that this sender got, or should have got, for this `clientId`. */
async function sentBefore(
  services: SendServices,
  tx: Queries,
  actor: Actor,
  clientId: string,
): Promise<SentMessage | undefined> {
  const sent = await sentWith(tx, actor, clientId);
  if (sent.length === 0) return undefined;
  const message = await messageAsSent(services, tx, actor, sent[0].Id);
  if (sent.every(({ TenantId }) => TenantId === actor.tenantId)) return message;
  return {
    ...message,
    broadcast: sent.map(({ Id, TenantId }) => ({ tenantId: TenantId, id: Id })),
  };
}

/** The messages of this sender with this `clientId`. A global admin may have several. */
async function sentWith(
  tx: Queries,
  actor: Actor,
  clientId: string | undefined,
) {
  if (clientId === undefined) return [];
  return await tx.selectFrom("Messages").select(["Id", "TenantId"])
    .where("SenderEmail", "=", actor.email).where("ClientId", "=", clientId)
    .$if(
      actor.role !== "global_admin",
      (query) => query.where("TenantId", "=", actor.tenantId),
    )
    .orderBy("Id").execute();
}

/** Writes a time in UTC, so that times compare as texts. */
function expiryOf({ expiresAt }: SendInput, now: Date): string | null {
  if (expiresAt == null) return null;
  const time = new Date(expiresAt);
  if (time > now && time.getUTCFullYear() <= 9999) return time.toISOString();
  const message = `"${expiresAt}" is not in the future`;
  throw new Problem(422, `Cannot send message: expiresAt ${message}`, {
    errors: [{ path: "expiresAt", message }],
  });
}
