import type { Jobs } from "../jobs/jobs.ts";
import type { JobsStatus } from "../jobs/metrics.ts";
import { LAG_BUCKETS } from "../realtime/live/metrics.ts";
import type { Connection, Spine } from "../realtime/spine.ts";
import type { Services } from "../services.ts";
import { addBudget, addDisk, addIncidents } from "./held_metrics.ts";
import { Exposition } from "./prometheus.ts";

/** How many tenants are named, those with the most streams. Labels cost memory at the scraper. */
const TENANTS_NAMED = 10;

/** This isolate's metrics in Prometheus' text format, and the queue of jobs that all share. */
export async function metricsText(
  { spine, db, jobs, budget, incidents, log, diskRoom }: Pick<
    Services,
    "spine" | "db" | "jobs" | "budget" | "incidents" | "log" | "diskRoom"
  >,
): Promise<string> {
  const exposition = new Exposition();
  addSpine(exposition, spine);
  exposition.counter(
    "harbor_writes_total",
    "Works of a write transaction that ended; `refused`: nobody could write.",
    labelled("outcome", { ...db.writes }),
  );
  addBudget(exposition, budget);
  addDisk(exposition, await diskRoom());
  addIncidents(exposition, incidents);
  addJobs(exposition, jobs);
  try {
    addQueue(exposition, await jobs.status());
  } catch (error) {
    // Without the database, the other metrics are still worth telling.
    log.error("metrics.queue_unknown", error);
  }
  return exposition.toString();
}

function addSpine(exposition: Exposition, spine: Spine): void {
  const status = spine.status();
  const { connections, sockets, longPolls, cursor, draining, metrics } = status;
  exposition
    .gauge("harbor_streams", "Open event streams.", connections.length)
    .gauge(
      "harbor_sockets",
      "Connections of streams, open or given up.",
      sockets,
    )
    .gauge("harbor_long_polls", "Polls that wait for an event.", longPolls)
    .gauge(
      "harbor_listeners",
      "Streams and polls that are looked up for each event.",
      status.listeners,
    )
    .gauge(
      "harbor_tenant_streams",
      "Open event streams of the tenants that have the most.",
      topTenants(connections),
    )
    .gauge(
      "harbor_queue_bytes",
      "Bytes that wait for readers to read them.",
      connections.reduce((sum, { queueBytes }) => sum + queueBytes, 0),
    )
    .gauge("harbor_cursor", "The last event handed to the streams.", cursor)
    .gauge("harbor_draining", "1 while shutting down.", Number(draining))
    .counter("harbor_streams_opened_total", "Streams opened.", metrics.opened)
    .counter(
      "harbor_streams_refused_total",
      "Streams refused because the isolate was full.",
      metrics.refused,
    )
    .counter(
      "harbor_streams_ended_total",
      "Streams ended, by reason; `slow` is a reader that did not keep up.",
      labelled("reason", metrics.ended),
    )
    .counter(
      "harbor_resets_total",
      "Clients told to fetch anew.",
      metrics.resets,
    )
    .counter(
      "harbor_events_read_total",
      "Events read off the log.",
      metrics.eventsRead,
    )
    .counter(
      "harbor_deliveries_total",
      "Events handed to readers.",
      metrics.deliveries,
    )
    .counter(
      "harbor_wakes_total",
      "What told of new events first.",
      labelled("source", metrics.wakes),
    )
    .histogram(
      "harbor_delivery_lag_seconds",
      "From an event's making to its hand-over to a reader.",
      { bounds: LAG_BUCKETS, counts: metrics.lags, sum: metrics.lagSum },
    )
    .gauge(
      "process_resident_memory_bytes",
      "Resident memory.",
      Deno.memoryUsage().rss,
    );
}

function addJobs(
  exposition: Exposition,
  { metrics, lanes }: Pick<Jobs, "metrics" | "lanes">,
): void {
  const byLane = (count: "places" | "running") =>
    Object.entries(lanes).map(([lane, load]) => ({
      labels: { lane },
      value: load[count],
    }));
  exposition
    .counter(
      "harbor_jobs_ended_total",
      "Attempts at jobs that ended, by kind and outcome.",
      [...metrics.ended].flatMap(([kind, counts]) =>
        Object.entries(counts).map(([outcome, value]) => ({
          labels: { kind, outcome },
          value,
        }))
      ),
    )
    .gauge("harbor_jobs_running", "Jobs that run here.", byLane("running"))
    .gauge("harbor_jobs_places", "How many may run here.", byLane("places"));
}

function addQueue(
  exposition: Exposition,
  { counts, oldestSeconds }: JobsStatus,
): void {
  exposition
    .gauge(
      "harbor_jobs",
      "Jobs of all isolates; `dead` ones wait for a human.",
      counts.map(({ kind, state, count }) => ({
        labels: { kind, state },
        value: count,
      })),
    )
    .gauge(
      "harbor_jobs_oldest_due_seconds",
      "How long the job that is longest due waits to be begun.",
      oldestSeconds,
    );
}

function topTenants(connections: Connection[]) {
  const byTenant = Map.groupBy(connections, ({ tenantId }) => tenantId);
  return [...byTenant]
    .map(([tenant, own]) => ({ labels: { tenant }, value: own.length }))
    .sort((a, b) => b.value - a.value)
    .slice(0, TENANTS_NAMED);
}

function labelled(label: string, counts: Record<string, number>) {
  return Object.entries(counts).map(([name, value]) => ({
    labels: { [label]: name },
    value,
  }));
}
