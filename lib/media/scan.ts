import { Problem } from "../http/problem.ts";
import { type JobKind, Postponed } from "../jobs/jobs.ts";
import type { Queries } from "../db/database.ts";
import type { Services } from "../services.ts";
import { announceFile, announceReceived } from "./announce.ts";
import { MalwareFound } from "./malware_refusals.ts";
import type { FileRow } from "./present.ts";
import { ScannerAwayError, type Verdict } from "./scanner/scanner.ts";
import { StoreAwayError } from "./store/store.ts";

/** Work on a file in the state `scanning`; its payload is the file's id. */
export const SCAN = "media:scan";

/** How long an uploader waits for a verdict; without one, the file is taken and waits for its scan. */
const PATIENCE_MS = 15_000;

type ScanServices = Pick<Services, "store" | "scanner" | "log">;

/** The state of a new file: `ready`, or `scanning` where no verdict came in time. */
export async function stateOfNew(
  services: ScanServices,
  { key, fileName }: { key: string; fileName: string },
): Promise<"ready" | "scanning"> {
  const { scanner, log } = services;
  const late = AbortSignal.timeout(PATIENCE_MS);
  try {
    const verdict = await scanObject(services, key, late);
    if (verdict.status === "infected") {
      throw new MalwareFound(fileName, verdict.threat);
    }
    if (verdict.status === "too-large") {
      const name = JSON.stringify(fileName);
      throw new Problem(
        413,
        `${name} is larger than the malware scanner takes (${scanner.maxBytes} bytes)`,
      );
    }
    return "ready";
  } catch (error) {
    if (!(error instanceof ScannerAwayError) && !late.aborted) throw error;
    log.warn("media.scan_waits", { fileName, error: String(error) });
    return "scanning";
  }
}

/** Scans files that wait for it. While the scanner or the store is away, they wait on. */
export function scanJob(
  services: Pick<
    Services,
    "db" | "store" | "scanner" | "fileUses" | "clock" | "log"
  >,
): JobKind {
  const { db, clock, fileUses, log } = services;
  return {
    kind: SCAN,
    lane: "outside",
    async run(payload, { signal }) {
      const id = Number(payload);
      const row = await db.query.selectFrom("MediaFiles").selectAll()
        .where("Id", "=", id).where("State", "=", "scanning")
        .executeTakeFirst();
      // Deleted meanwhile.
      if (!row) return;
      const verdict = await scanObject(services, row.R2Key, signal)
        .catch((error) => {
          if (!isAway(error)) throw error;
          throw new Postponed(error.message, { cause: error });
        });
      if (verdict.status === "too-large") {
        // Only an operator can mend that: until then the file waits, as one that was not scanned.
        throw new Postponed(
          `File ${id} has ${row.FileSize} bytes, more than the scanner takes: raise its limits, and CLAMD_MAX_BYTES`,
        );
      }
      if (verdict.status === "infected") {
        const { FileName: fileName, UploadedBy: uploadedBy } = row;
        const { threat } = verdict;
        log.warn("media.infected", { id, fileName, uploadedBy, threat });
      }
      return async (tx, record) => {
        const row = await settle(tx, id, verdict);
        if (!row) return;
        await announceFile(tx, record, row);
        await announceReceived(fileUses, tx, record, row, clock.now());
      };
    },
  };
}

function isAway(error: unknown): error is Error {
  return error instanceof ScannerAwayError || error instanceof StoreAwayError;
}

/** Looks through an object of the store. */
async function scanObject(
  { store, scanner }: Pick<Services, "store" | "scanner">,
  key: string,
  signal: AbortSignal,
): Promise<Verdict> {
  const bytes = await store.get(key, undefined, signal);
  if (!bytes) throw new Error(`Cannot scan "${key}": it is not in the store`);
  try {
    return await scanner.scan(bytes, signal);
  } finally {
    // A scanner that is away reads none of it, and the object would stay open.
    await bytes.cancel().catch(() => {});
  }
}

async function settle(
  tx: Queries,
  id: number,
  verdict: Exclude<Verdict, { status: "too-large" }>,
): Promise<FileRow | undefined> {
  return await tx.updateTable("MediaFiles").set(
    verdict.status === "clean"
      ? { State: "ready" }
      : { State: "infected", Threat: verdict.threat },
  ).where("Id", "=", id).where("State", "=", "scanning")
    .returningAll().executeTakeFirst();
}
