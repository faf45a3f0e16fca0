import { createJobs } from "../../lib/jobs/create_jobs.ts";
import type { JobKind, Jobs, NewJob } from "../../lib/jobs/jobs.ts";
import { type JobSettings, lanesOf } from "../../lib/jobs/lanes.ts";
import type { TestServices } from "../support/services.ts";

/** Enqueues in a transaction of its own. */
export async function enqueue(
  { db, jobs }: Pick<TestServices, "db" | "jobs">,
  job: Partial<NewJob> = {},
): Promise<void> {
  await db.write((tx) =>
    jobs.enqueue(tx, { kind: "test", payload: null, ...job })
  );
}

/** Another isolate's jobs, on the same database. */
export function isolate(
  services: TestServices,
  settings: Partial<JobSettings> = {},
): Jobs & AsyncDisposable {
  const jobs = createJobs({
    ...services,
    lanes: lanesOf({ ...services.settings.jobs, ...settings }),
  });
  return Object.assign(jobs, { [Symbol.asyncDispose]: () => jobs.stop(0) });
}

/** A kind of job that notes its payloads, and then does what `run` does. */
export function noting(
  run: JobKind["run"] = () => Promise.resolve(),
  rest: Partial<JobKind> = {},
) {
  const begun: unknown[] = [];
  const kind: JobKind = {
    kind: "test",
    run(payload, attempt) {
      begun.push(payload);
      return run(payload, attempt);
    },
    ...rest,
  };
  return { kind, begun };
}

/** A job that goes on until it is let go. */
export function blocked(rest: Partial<JobKind> = {}) {
  const gate = Promise.withResolvers<void>();
  const signals: AbortSignal[] = [];
  const noted = noting((_, { signal }) => {
    signals.push(signal);
    return gate.promise;
  }, rest);
  return { ...noted, signals, release: gate.resolve };
}

export async function rows({ db }: Pick<TestServices, "db">) {
  return await db.query.selectFrom("Jobs").selectAll().orderBy("Id").execute();
}
