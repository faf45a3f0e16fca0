import { type ReadonlySignal, signal } from "@preact/signals";
import { isPassing, RequestError } from "./api.ts";
import type { Failure } from "./failure.ts";

/** What failed, by the name of the action. */
export type Failed<Name extends string> = Partial<Record<Name, FailedAction>>;

export interface FailedAction {
  failure: Failure;
  /** Does it again. */
  again(): void;
}

export interface Attempts<Name extends string> {
  readonly failed: ReadonlySignal<Failed<Name>>;
  /** Does what the reader asked for, and says so where it cannot be done. */
  attempt(action: Name, what: () => Promise<unknown>): Promise<void>;
  hasFailed(
    action: Name,
    failure: Failure,
    what: () => Promise<unknown>,
  ): void;
  /** Forgets a failure of what is wanted no more. */
  giveUp(action: Name): void;
  /** The connection is back: does again what failed for want of it. */
  catchUp(): void;
}

/** Keeps what failed until it works, or is wanted no more. */
export function createAttempts<Name extends string>(): Attempts<Name> {
  const failed = signal<Failed<Name>>({});

  async function attempt(
    action: Name,
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
    action: Name,
    failure: Failure,
    what: () => Promise<unknown>,
  ): void {
    const again = () => attempt(action, what);
    failed.value = { ...failed.value, [action]: { failure, again } };
  }

  function giveUp(action: Name): void {
    if (!failed.value[action]) return;
    const others = { ...failed.value };
    delete others[action];
    failed.value = others;
  }

  return {
    failed,
    attempt,
    hasFailed,
    giveUp,
    catchUp() {
      const all: FailedAction[] = Object.values(failed.value);
      for (const { failure, again } of all) {
        if (isPassing(failure)) again();
      }
    },
  };
}
