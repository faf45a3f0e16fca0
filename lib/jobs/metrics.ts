import { sql } from "kysely";
import type { Queries } from "../db/database.ts";
import type { JobState } from "../db/schema.ts";

/** How an attempt ended. `lost`: another isolate has the job. `returned`: this isolate stopped. */
export type Outcome =
  | "done"
  | "failed"
  | "dead"
  | "postponed"
  | "returned"
  | "lost";

/** How attempts on this isolate have ended since its start, by kind. Counters only grow. */
export class JobMetrics {
  readonly ended = new Map<string, Partial<Record<Outcome, number>>>();

  note(kind: string, outcome: Outcome): void {
    const counts = this.ended.get(kind) ?? {};
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    this.ended.set(kind, counts);
  }
}

/** The queue, which all isolates share. */
export interface JobsStatus {
  counts: { kind: string; state: JobState; count: number }[];
  /** How long the job that is longest due has been waiting for somebody to take it, in seconds. */
  oldestSeconds: number;
}

export async function readStatus(
  queries: Queries,
  now: Date,
): Promise<JobsStatus> {
  const { rows } = await sql<
    { kind: string; state: JobState; count: number; oldest: string | null }
  >`
    SELECT Kind AS kind, State AS state, count(*) AS count,
      min(CASE WHEN State = 'pending' THEN DueAt END) AS oldest
    FROM Jobs GROUP BY Kind, State`.execute(queries);
  const oldest = rows.flatMap(({ oldest }) => oldest ?? []).sort().at(0);
  const waited = oldest ? (now.getTime() - Date.parse(oldest)) / 1000 : 0;
  return {
    counts: rows.map(({ kind, state, count }) => ({ kind, state, count })),
    oldestSeconds: Math.max(waited, 0),
  };
}
