import assert from "node:assert/strict";
import { join } from "node:path";
import { ROOT } from "../support/module_graph.ts";
import { type TestServices, testServices } from "../support/services.ts";
import { until } from "../support/until.ts";
import { enqueue, rows } from "./given.ts";

const JOBS = 60;

Deno.test("jobs outlive a kill -9: none is lost, none is run twice at a time, each is done once", async () => {
  await using world = await processes();
  const { services, start, notes } = world;
  const [first, second] = [start(), start()];
  await fill(services);
  await until("it runs jobs", () => runningIn(notes(), first.pid) > 1);
  first.kill("SIGKILL");
  const third = start();
  await until("it runs jobs", () => runningIn(notes(), third.pid) > 0);
  second.kill("SIGKILL");
  await Promise.all([first.status, second.status]);
  await until(
    "no job is left",
    async () => (await rows(services)).length === 0,
  );

  assert.deepEqual(await made(services), wanted());
  const killed = new Set([first.pid, second.pid]);
  const cutOff = overlaps(notes(), killed);
  assert.ok(cutOff > 0, "a kill cut no job off: the test proves nothing");
});

Deno.test("a process that stood still loses its jobs to another, and completes none of them", async () => {
  await using world = await processes();
  const { services, start, notes } = world;
  const still = start();
  await fill(services);
  await until("it runs jobs", () => runningIn(notes(), still.pid) > 1);
  still.kill("SIGSTOP");
  const held = (await rows(services))
    .filter(({ State }) => State === "running").map(({ Id }) => Id);
  const other = start();
  await until("others have taken over", async () => {
    const left = await rows(services);
    return left.every(({ Id, LeaseId }) =>
      !held.includes(Id) || LeaseId === null
    ) || left.length === 0;
  });
  still.kill("SIGCONT");
  await until(
    "no job is left",
    async () => (await rows(services)).length === 0,
  );
  assert.deepEqual(await made(services), wanted());
  await until(
    "the one that stood still goes on",
    () => overlaps(notes(), new Set([still.pid])) > 0,
  );
  assert.ok(runningIn(notes(), other.pid) === 0);
});

Deno.test("a process that is told to go leaves nothing half done behind", async () => {
  await using world = await processes();
  const { services, start, notes } = world;
  const process = start();
  await fill(services);
  await until("it runs jobs", () => runningIn(notes(), process.pid) > 1);
  process.kill("SIGTERM");
  const { code } = await process.status;
  assert.equal(code, 0);
  assert.equal(runningIn(notes(), process.pid), 0);
  const left = await rows(services);
  assert.ok(left.length > 0);
  assert.ok(
    left.every(({ State, Attempts }) => State === "pending" && Attempts === 0),
  );
  assert.equal((await made(services)).length, JOBS - left.length);
});

Deno.test("a killed process' prompt job is begun again at the end of its own lane's lease", async () => {
  await using world = await processes();
  const { services, start, notes } = world;
  const anHour = "3600";
  const first = start(anHour);
  await enqueue(services, { kind: "endless", payload: "normal" });
  await enqueue(services, { kind: "endless prompt", payload: "prompt" });
  await until("it runs both", () => runningIn(notes(), first.pid) === 2);
  first.kill("SIGKILL");
  const second = start(anHour);
  await until(
    "the prompt one is begun again",
    () => notes().includes(`begin prompt ${second.pid}`),
  );
  const [normal] = await rows(services);
  assert.equal(normal.Attempts, 1, "the normal lane's lease goes on");
});

async function processes() {
  const services = await testServices({ now: new Date(0) });
  const file = join(services.dataDir, "notes");
  Deno.writeTextFileSync(file, "");
  const started: Deno.ChildProcess[] = [];
  return {
    services,
    notes: () => Deno.readTextFileSync(file).trim().split("\n"),
    /** `leaseSeconds`: the normal lane's. */
    start(leaseSeconds = "1") {
      const child = new Deno.Command(Deno.execPath(), {
        args: [
          "run",
          "-A",
          "--no-check",
          "tests/jobs/worker.ts",
          join(services.dataDir, "harbor.db"),
          file,
          leaseSeconds,
        ],
        cwd: ROOT,
        stdout: "null",
        stderr: "inherit",
      }).spawn();
      started.push(child);
      return child;
    },
    async [Symbol.asyncDispose]() {
      for (const child of started) {
        try {
          child.kill("SIGKILL");
        } catch {
          // It has ended already.
        }
        await child.status;
      }
      await services[Symbol.asyncDispose]();
    },
  };
}

async function fill(services: TestServices): Promise<void> {
  for (const payload of wanted()) await enqueue(services, { payload });
}

function wanted(): string[] {
  return Array.from({ length: JOBS }, (_, id) => `job-${100 + id}`);
}

async function made({ db }: TestServices): Promise<string[]> {
  const tenants = await db.query.selectFrom("Tenants").select("Id")
    .orderBy("Id").execute();
  return tenants.map(({ Id }) => Id);
}

/** How many jobs the process has begun and not ended. */
function runningIn(notes: string[], pid: number): number {
  const own = notes.filter((line) => line.endsWith(` ${pid}`));
  const count = (what: string) =>
    own.filter((line) => line.startsWith(what)).length;
  return count("begin") - count("end");
}

/**
 * Fails where a job was begun while another process ran it, unless that one is among `gone`; tells
 * how many were begun a second time.
 */
function overlaps(notes: string[], gone: Set<number>): number {
  const running = new Map<string, number>();
  let again = 0;
  for (const line of notes) {
    const [what, job, pid] = line.split(" ");
    const by = running.get(job);
    if (what === "begin") {
      if (by !== undefined) {
        again++;
        assert.ok(gone.has(by), `${job} was begun twice: by ${by} and ${pid}`);
      }
      running.set(job, Number(pid));
    } else if (by === Number(pid)) running.delete(job);
  }
  return again;
}
