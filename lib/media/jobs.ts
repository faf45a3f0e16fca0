import type { JobKind } from "../jobs/jobs.ts";
import type { Services } from "../services.ts";
import { scanJob } from "./scan.ts";
import { sweepJob } from "./sweep.ts";

/** What this domain does apart from requests. */
export function mediaJobs(services: Services): JobKind[] {
  return [scanJob(services), sweepJob(services)];
}
