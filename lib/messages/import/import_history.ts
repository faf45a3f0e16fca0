import { recordLater } from "../../realtime/commit.ts";
import type { Services } from "../../services.ts";
import {
  BadLine,
  type HistoricMessage,
  parseLine,
} from "./historic_message.ts";
import type { NewMessage } from "../insert.ts";
import { recipientsOf } from "./recipients.ts";
import { Senders } from "./senders.ts";
import { type Outcome, writeHistoric } from "./write_historic.ts";

type ImportServices = Pick<Services, "db" | "clock">;

/** Where the messages go, and what distinguishes their lines from those of other files. */
export interface History {
  tenantId: string;
  /** Addresses of people of the tenant. */
  recipients: string[];
  /** The hash of the file's content. */
  source: string;
}

/** One line of the file, counted from 1. `bytes` is `null` for a line that is too long. */
export interface Line {
  number: number;
  bytes: Uint8Array | null;
}

/** How many lines had which outcome. */
export type Totals = Record<Outcome | "skipped", number>;

export interface Watcher {
  /** A line that cannot be imported, and why. It is skipped. */
  onBadLine(number: number, why: string): void;
  /** Some more lines are done for good. */
  onBatch(totals: Totals): void;
  /** Stops the import after the batch that is under way. */
  signal: AbortSignal;
}

/** How many lines one transaction has. */
const BATCH = 500;

/**
 * Brings old messages into people's inboxes, with their dates, already read. Nobody is told. A line
 * is identified by `source` and its number: importing a file again, or after an interruption,
 * doubles nothing, while two equal lines are two messages. Unknown senders become users of the
 * tenant without a password.
 *
 * @throws {Problem} 404 for a tenant that does not exist, 422 for recipients who are not in it.
 */
export async function importHistory(
  services: ImportServices,
  history: History,
  lines: AsyncIterable<Line>,
  { onBadLine, onBatch, signal }: Watcher,
): Promise<Totals> {
  const recipients = await recipientsOf(services.db.query, history);
  const totals: Totals = { imported: 0, present: 0, skipped: 0 };
  let batch: NumberedMessage[] = [];

  for await (const line of lines) {
    const message = parseOrSkip(line);
    if (message) batch.push({ number: line.number, message });
    if (batch.length === BATCH) await flush();
    if (signal.aborted) return totals;
  }
  await flush();
  return totals;

  function parseOrSkip(line: Line): HistoricMessage | undefined {
    try {
      return parseLine(line.bytes, services.clock.now());
    } catch (error) {
      skip(line.number, error);
    }
  }

  async function flush(): Promise<void> {
    const written = await writeBatch(
      services,
      { ...history, recipients },
      batch,
    );
    for (const { number, outcome } of written) {
      if (outcome instanceof BadLine) skip(number, outcome);
      else totals[outcome]++;
    }
    batch = [];
    onBatch(totals);
    await turnOfOthers();
  }

  function skip(number: number, error: unknown): void {
    if (!(error instanceof BadLine)) throw error;
    totals.skipped++;
    onBadLine(number, error.message);
  }
}

/** An embedded database answers within the same turn of the event loop; a signal needs one too. */
function turnOfOthers(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

interface NumberedMessage {
  number: number;
  message: HistoricMessage;
}

/** All of the batch in one transaction; a line that cannot be written leaves no trace in it. */
async function writeBatch(
  { db, clock }: ImportServices,
  { tenantId, recipients, source }: History,
  batch: NumberedMessage[],
): Promise<{ number: number; outcome: Outcome | BadLine }[]> {
  return await db.write(async (tx, later) => {
    const now = clock.now();
    const record = recordLater(later, now);
    const senders = new Senders(tx, record, tenantId, now);
    const written = [];
    for (const { number, message } of batch) {
      const outcome = await writeLine(number, message).catch((error) => {
        if (error instanceof BadLine) return error;
        throw error;
      });
      written.push({ number, outcome });
    }
    return written;

    async function writeLine(number: number, line: HistoricMessage) {
      const message: NewMessage = {
        tenantId,
        senderEmail: await senders.addressOf(line.sender),
        clientId: `import:${source}:${number}`,
        subject: line.subject,
        body: line.body,
        messageType: "message",
        priority: "normal",
        createdAt: line.sentAt.toISOString(),
        expiresAt: null,
      };
      return await writeHistoric(tx, later, message, recipients);
    }
  });
}
