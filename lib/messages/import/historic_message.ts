import { z } from "zod";
import { StoredText } from "../../http/text.ts";
import { messageLimits } from "../limits.ts";

/** Why a line cannot be imported. */
export class BadLine extends Error {
  override name = "BadLine";
}

/** An old message. One that is longer than the default limits is refused, not cut. */
const HistoricMessage = z.object({
  /** An address, or a name that becomes one. */
  sender: StoredText.trim().regex(
    /^[\w.+-]{1,64}(@[\w.-]{1,255})?$/,
    "must be an e-mail address, or a name of letters, digits and . _ + -",
  ),
  sentAt: z.iso.datetime({ offset: true })
    .transform((text) => new Date(text))
    .refine((time) => time.getUTCFullYear() >= 1970, "is before 1970"),
  subject: StoredText.max(messageLimits.maxSubjectLength.builtIn),
  body: StoredText.max(messageLimits.maxBodyLength.builtIn),
});

export type HistoricMessage = z.output<typeof HistoricMessage>;

/**
 * Reads one line; `null` stands for one that is too long.
 *
 * @throws {BadLine}
 */
export function parseLine(
  bytes: Uint8Array | null,
  now: Date,
): HistoricMessage {
  const parsed = HistoricMessage.safeParse(parseJson(bytes));
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new BadLine([...path, message].join(": "));
  }
  const { sentAt } = parsed.data;
  if (sentAt > now) {
    throw new BadLine(`sentAt: ${sentAt.toISOString()} is in the future`);
  }
  return parsed.data;
}

function parseJson(bytes: Uint8Array | null): unknown {
  if (bytes === null) throw new BadLine("too long");
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new BadLine(
      error instanceof SyntaxError ? `not JSON: ${error.message}` : "not UTF-8",
    );
  }
}
