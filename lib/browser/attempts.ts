import { type ReadonlySignal, signal } from "@preact/signals";
import type { Action, Failed } from "./actions.ts";
import { isPassing, RequestError } from "./api.ts";
import type { Failure } from "./failure.ts";

export interface Attempts {
  readonly failed: ReadonlySignal<Failed>;
  /** Does what the reader asked for, and says so where it cannot be done. */
  attempt(action: Action, what: () => Promise<unknown>): Promise<void>;
  hasFailed(
    action: Action,
    failure: Failure,
    what: () => Promise<unknown>,
  ): void;
  /** It is no longer wanted. */
  giveUp(action: Action): void;
  /** The connection is back: does again what failed for want of it. */
  catchUp(): void;
}

/** Keeps what failed until it works, or is wanted no more. */
export function createAttempts(): Attempts {
  const failed = signal<Failed>({});

  async function attempt(
    action: Action,
    what: () => Promise<unknown>,
  ): Promise<void> {
    giveUp(action); // now, not when it has worked: of two, the later one may have failed by then
    try {
      await what();
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      hasFailed(action, error.failure, what);
    }
  }

  function hasFailed(
    action: Action,
    failure: Failure,
    what: () => Promise<unknown>,
  ): void {
    const again = () => attempt(action, what);
    failed.value = { ...failed.value, [action]: { failure, again } };
  }

  function giveUp(action: Action): void {
    if (!failed.value[action]) return;
    const { [action]: _, ...others } = failed.value;
    failed.value = others;
  }

  return {
    failed,
    attempt,
    hasFailed,
    giveUp,
    catchUp() {
      for (const { failure, again } of Object.values(failed.value)) {
        if (isPassing(failure)) again();
      }
    },
  };
}
