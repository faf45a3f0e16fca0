import { DeadlineError } from "../errors.ts";
import type { RunOptions } from "../sql_client.ts";

export interface Cut extends Disposable {
  /** Why the statement was ended, if it was. */
  readonly reason: unknown;
}

const DEADLINE_MS = 2_000;

/** An interrupt is lost on a statement that still waits for its thread. */
const AGAIN_MS = 10;

/** Calls `interrupt` when a statement takes too long or is no longer wanted, until it is disposed of. */
export function cutOff(
  interrupt: () => void,
  sql: string,
  { deadlineMs = DEADLINE_MS, signal }: RunOptions,
): Cut {
  let reason: unknown;
  let again: ReturnType<typeof setInterval> | undefined;
  const end = (why: unknown) => {
    if (again !== undefined) return;
    reason = why;
    interrupt();
    again = setInterval(interrupt, AGAIN_MS);
  };
  const onAbort = () => end(signal!.reason);
  const deadline = deadlineMs === Infinity ? undefined : setTimeout(
    () =>
      end(
        new DeadlineError(
          `Cannot finish in ${deadlineMs} ms: ${sql.slice(0, SHOWN)}`,
        ),
      ),
    deadlineMs,
  );
  signal?.addEventListener("abort", onAbort);
  if (signal?.aborted) onAbort();

  return {
    get reason() {
      return reason;
    },
    [Symbol.dispose]() {
      clearTimeout(deadline);
      clearInterval(again);
      signal?.removeEventListener("abort", onAbort);
    },
  };
}

/** Of a statement, in an error: texts have no values in them. */
const SHOWN = 200;
