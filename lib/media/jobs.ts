import type { JobKind } from "../jobs/jobs.ts";
import type { Services } from "../services.ts";

/** What this domain does apart from requests. */
export function mediaJobs(_services: Services): JobKind[] {
  return [];
}
