import type { PackedResults, PackedStatements } from "./packed.ts";

/** The first message to the thread that writes. */
export interface Setup {
  path: string;
  lockWaitMs: number;
}

/** Those after it: statements to run in their order, up to one that fails; or what to let go of. */
export type Question =
  & { id: number }
  & (
    | { statements: PackedStatements[]; deadlineMs?: number }
    | { leave: "transaction" | "file" }
  );

/** What the thread says to the question of the same `id`. */
export type Answer =
  & { id: number }
  & ({ results: PackedResults } | { failure: Failure });

/** An error, with what a message would lose of it. */
export interface Failure {
  name: string;
  message: string;
  code?: string;
}

export function asFailure(error: unknown): Failure {
  const { name, message, code } = error as Error & { code?: string };
  return { name, message, code };
}
