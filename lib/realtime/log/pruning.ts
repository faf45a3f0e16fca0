import type { Database } from "../../db/database.ts";
import type { Log } from "../../log.ts";
import { prune } from "./prune.ts";

const EVERY_MS = 600_000;

/** Soon, for an isolate that may not live long. */
const FIRST_MS = 20_000;

/** Prunes the log now and then, until the function that it returns is called. */
export function startPruning(
  db: Database,
  log: Log,
  retentionHours: number,
): () => void {
  let stopped = false;
  let timer = armed(FIRST_MS);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };

  /** Jittered, so that isolates that started together do not prune together. */
  function armed(afterMs: number): ReturnType<typeof setTimeout> {
    return setTimeout(run, afterMs * (0.5 + Math.random()));
  }

  async function run(): Promise<void> {
    try {
      await prune(db, new Date(Date.now() - retentionHours * 3_600_000));
    } catch (error) {
      log.error("prune.failed", error);
    }
    if (!stopped) timer = armed(EVERY_MS);
  }
}
