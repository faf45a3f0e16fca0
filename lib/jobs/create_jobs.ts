import type { Queries } from "../db/database.ts";
import type { Surroundings } from "./attempt.ts";
import type { JobKind, Jobs, NewJob } from "./jobs.ts";
import { Lane } from "./lane.ts";
import type { LaneName, Lanes } from "./lanes.ts";
import { JobMetrics, type JobsStatus, readStatus } from "./metrics.ts";
import { enqueue } from "./queue.ts";

interface JobsOptions extends Omit<Surroundings, "metrics"> {
  lanes: Lanes;
}

/** The jobs of this isolate over one database. Nothing runs before `start`. */
export function createJobs(options: JobsOptions): Jobs {
  return new IsolateJobs(options);
}

class IsolateJobs implements Jobs {
  readonly metrics = new JobMetrics();
  readonly lanes: Record<LaneName, Lane>;
  private readonly laneOf = new Map<string, Lane>();

  constructor(private readonly options: JobsOptions) {
    const { lanes: { prompt, normal, outside }, ...rest } = options;
    const around = { ...rest, metrics: this.metrics };
    this.lanes = {
      prompt: new Lane(around, prompt),
      normal: new Lane(around, normal),
      outside: new Lane(around, outside),
    };
  }

  async enqueue(tx: Queries, job: NewJob): Promise<void> {
    await enqueue(tx, job, this.options.clock.now());
    // Claiming waits in the writers' line, behind the transaction under way.
    this.laneOf.get(job.kind)?.wake();
  }

  start(kinds: JobKind[]): void {
    this.register(kinds);
    for (const lane of this.all()) lane.start();
  }

  async stop(graceMs: number): Promise<void> {
    await Promise.all(this.all().map((lane) => lane.stop(graceMs)));
  }

  async runDue(kinds: JobKind[]): Promise<void> {
    this.register(kinds);
    let begun: number[];
    do {
      begun = await Promise.all(this.all().map((lane) => lane.runDue()));
      // What ran in one lane may have enqueued something in another.
    } while (begun.some((count) => count > 0));
  }

  status(): Promise<JobsStatus> {
    const { db, clock } = this.options;
    return readStatus(db.query, clock.now());
  }

  private register(kinds: JobKind[]): void {
    this.laneOf.clear();
    for (const lane of this.all()) {
      const own = kinds.filter((each) =>
        this.lanes[each.lane ?? "normal"] === lane
      );
      lane.register(own);
      for (const { kind } of own) this.laneOf.set(kind, lane);
    }
  }

  private all(): Lane[] {
    return Object.values(this.lanes);
  }
}
