import { sql } from "kysely";
import type { Completion, JobKind } from "../jobs/jobs.ts";
import type { Services } from "../services.ts";
import { announceDeleted } from "./announce.ts";
import { compareStore } from "./compare_store.ts";
import { forgetRefusals } from "./malware_refusals.ts";
import { LONGEST_UPLOAD_MS } from "./multipart.ts";
import { asMediaFile } from "./present.ts";
import { SCAN } from "./scan.ts";

const SWEEP = "media:sweep";

const EVERY_SECONDS = 3_600;

/** What is younger may be part of an upload that is under way; and clocks differ. */
const GRACE_MS = 2 * LONGEST_UPLOAD_MS;

/**
 * Removes what uploads and deletions that were cut off have left: unfinished writes, objects that no
 * row names, rows whose object is not there. What has been waiting for its scan for as long is
 * handed to the scanner again, and what was refused long ago is forgotten.
 */
export function sweepJob(
  services: Pick<
    Services,
    "db" | "store" | "fileUses" | "jobs" | "clock" | "log"
  >,
): JobKind {
  const { store, clock, log } = services;
  return {
    kind: SWEEP,
    lane: "outside",
    everySeconds: EVERY_SECONDS,
    timeoutSeconds: EVERY_SECONDS,
    async run(_, { signal }) {
      const before = new Date(clock.now().getTime() - GRACE_MS);
      const unfinished = await store.removeUnfinished(before);
      const { orphanObjects, orphanRows } = await compareStore(
        services,
        before,
        signal,
      );
      for (const key of orphanObjects) {
        signal.throwIfAborted();
        await store.delete(key);
      }
      const objects = orphanObjects.length;
      log.info("media.swept", { unfinished, objects, rows: orphanRows });
      return removing(services, orphanRows, before);
    },
  };
}

function removing(
  { fileUses, jobs, clock }: Pick<Services, "fileUses" | "jobs" | "clock">,
  ids: number[],
  before: Date,
): Completion {
  return async (tx, record) => {
    const lost = await tx.selectFrom("MediaFiles").selectAll()
      .where("Id", "in", ids).execute();
    for (const row of lost) await announceDeleted(tx, record, row);
    for (const uses of fileUses) {
      await uses.takeOff(tx, record, lost.map(asMediaFile), clock.now());
    }
    await tx.deleteFrom("MediaFiles").where("Id", "in", ids).execute();
    await forgetRefusals(tx, clock.now());
    const waiting = await tx.selectFrom("MediaFiles").select("Id")
      .where("State", "=", "scanning")
      // As the index has it, to the letter.
      .where(sql<boolean>`State <> 'ready'`)
      .where("UploadDate", "<", before.toISOString()).execute();
    for (const { Id } of waiting) {
      await jobs.enqueue(tx, { kind: SCAN, key: String(Id), payload: Id });
    }
  };
}
