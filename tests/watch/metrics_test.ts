import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Exposition } from "../../lib/watch/prometheus.ts";
import { metricsText } from "../../lib/watch/metrics.ts";
import { blocked, enqueue, isolate, noting } from "../jobs/given.ts";
import { testServices } from "../support/services.ts";
import { until } from "../support/until.ts";
import { isolates, read } from "../realtime/support.ts";

Deno.test("a scrape tells what the spine has done", async () => {
  await using services = await testServices();
  await using world = await isolates();
  const spine = world.isolate();
  const readers = [await read(spine), await read(spine, { userId: 2 })];
  await world.record(spine, { topics: ["tenant"] });
  for (const reader of readers) {
    await reader.until(({ ids }) => ids.length === 1);
  }
  const text = await metricsText({ ...services, spine });
  for (
    const line of [
      "harbor_streams 2",
      "harbor_listeners 2",
      'harbor_tenant_streams{tenant="acme"} 2',
      "harbor_deliveries_total 2",
      'harbor_wakes_total{source="local"} 1',
      "harbor_delivery_lag_seconds_count 2",
    ]
  ) assert.ok(text.includes(`\n${line}\n`), `${line} is not in\n${text}`);
  for (const reader of readers) await reader.close();
});

Deno.test("a scrape tells of the queue of jobs, and without a database of the rest", async () => {
  await using services = await testServices();
  const { db, jobs } = services;
  for (const kind of ["good", "bad", "good"]) {
    await db.write((tx) => jobs.enqueue(tx, { kind, payload: null }));
  }
  await jobs.runDue([
    {
      kind: "bad",
      run: () => Promise.reject(new Error("Bad")),
      maxAttempts: 1,
    },
  ]);
  services.clock.advance(90_000);
  const text = await metricsText(services);
  for (
    const line of [
      'harbor_jobs{kind="bad",state="dead"} 1',
      'harbor_jobs{kind="good",state="pending"} 2',
      'harbor_jobs_ended_total{kind="bad",outcome="dead"} 1',
      "harbor_jobs_oldest_due_seconds 90",
    ]
  ) assert.ok(text.includes(`\n${line}\n`), `${line} is not in\n${text}`);

  const away = () => Promise.reject(new Error("The database is away"));
  const blind = await metricsText({
    ...services,
    jobs: { ...jobs, metrics: jobs.metrics, status: away },
  });
  assert.match(blind, /^harbor_jobs_ended_total/m);
  assert.doesNotMatch(blind, /^harbor_jobs\{/m);
});

Deno.test("a scrape tells how full the lanes of jobs are, three of them whatever the kinds", async () => {
  await using services = await testServices();
  await using jobs = isolate(services, { atOnce: 5 });
  const slow = blocked({ kind: "slow", lane: "outside" });
  const others = Array.from(
    { length: 30 },
    (_, number) => noting(undefined, { kind: `kind ${number}` }).kind,
  );
  jobs.start([slow.kind, ...others]);
  await enqueue({ ...services, jobs }, { kind: "slow" });
  await until("it runs", () => slow.begun.length === 1);
  const text = await metricsText({ ...services, jobs });
  assert.deepEqual(text.match(/^harbor_jobs_(running|places)\{.*$/gm), [
    'harbor_jobs_running{lane="prompt"} 0',
    'harbor_jobs_running{lane="normal"} 0',
    'harbor_jobs_running{lane="outside"} 1',
    'harbor_jobs_places{lane="prompt"} 4',
    'harbor_jobs_places{lane="normal"} 5',
    'harbor_jobs_places{lane="outside"} 8',
  ]);
  slow.release();
});

Deno.test("the text is what Prometheus reads: buckets summed up, labels escaped", () => {
  const text = new Exposition()
    .gauge("a", "Help.", [{ labels: { name: 'x"\\\n' }, value: 1 }])
    .histogram("b", "Help.", { bounds: [1, 2], counts: [1, 2, 3], sum: 9.5 })
    .toString();
  assert.equal(
    text,
    `# HELP a Help.
# TYPE a gauge
a{name="x\\"\\\\\\n"} 1
# HELP b Help.
# TYPE b histogram
b_bucket{le="1"} 1
b_bucket{le="2"} 3
b_bucket{le="+Inf"} 6
b_sum 9.5
b_count 6
`,
  );
});

Deno.test("the dashboard and the alert rules ask only for metrics that there are", async () => {
  await using services = await testServices();
  await using world = await isolates();
  const spine = world.isolate();
  const known = await metricsText({ ...services, spine });
  for (const file of ["grafana.json", "alerts.yml"]) {
    const text = readFileSync(
      new URL(`../../docs/operations/${file}`, import.meta.url),
      "utf8",
    );
    const names = new Set(text.match(/\b(harbor|process)_[a-z_]+/g));
    assert.ok(names.size > 3);
    for (const name of names) {
      const metric = name.replace(/_(bucket|sum|count)$/, "");
      assert.ok(known.includes(`# TYPE ${metric} `), `${file}: ${name}`);
    }
  }
});
