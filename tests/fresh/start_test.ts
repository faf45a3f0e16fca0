import { equal, match, notEqual } from "node:assert/strict";
import { join } from "node:path";
import { newProject, type Run } from "./project.ts";

const READY = /^Harbor is at (http:.*)$/;
const BUILT = /^Assets written to/;

async function read(origin: string, path: string): Promise<string> {
  const response = await fetch(new URL(path, origin));
  equal(response.status, 200, path);
  return await response.text();
}

function runtimeOf(html: string): string {
  return /from "(.*?fresh-runtime\.js)"/.exec(html)![1];
}

async function modified(path: string): Promise<number> {
  return (await Deno.stat(path)).mtime!.getTime();
}

Deno.test("start builds when it must, serves, and drains at the end", async () => {
  await using project = await newProject();
  const snapshot = join(project.root, "_fresh", "snapshot.js");
  const start = (): Run => project.run("run", "-A", "fresh.config.ts", "start");

  await using first = start();
  await first.line(BUILT);
  const origin = await first.line(READY);
  match(await read(origin, "/en/page"), /Hello en/);
  const runtime = runtimeOf(await read(origin, "/islands"));
  match(await read(origin, runtime), /boot/);
  equal(await first.stop(), 0);
  await first.line(/^drained$/);

  // The build is used as it is, also by the platform's own server.
  const built = await modified(snapshot);
  await using second = start();
  equal(
    runtimeOf(await read(await second.line(READY), "/islands")),
    runtime,
  );
  await using served = project.run(
    "serve",
    "-A",
    "--port=0",
    "_fresh/server.js",
  );
  const servedAt = await served.line(/(http:\/\/[^/]+\/)/);
  equal(runtimeOf(await read(servedAt, "/islands")), runtime);
  equal(await modified(snapshot), built);

  // A changed source causes a new build. A source whose time alone has changed does not.
  const page = join(project.root, "routes", "index.tsx");
  await Deno.utime(page, 0, 0);
  await using third = start();
  await third.line(READY);
  equal(await modified(snapshot), built);
  await Deno.writeTextFile(page, "export default () => <h1>New</h1>;\n");
  await using fourth = start();
  await fourth.line(BUILT);
  match(await read(await fourth.line(READY), "/"), /New/);

  // The build of another Fresh is replaced too.
  await Deno.writeTextFile(join(project.root, "_fresh", "stamp"), "another's");
  await using fifth = start();
  notEqual(runtimeOf(await read(await fifth.line(READY), "/islands")), runtime);
});

Deno.test("two processes that start together build once", async () => {
  await using project = await newProject();
  const start = () => project.run("run", "-A", "fresh.config.ts", "start");
  await using one = start();
  await using other = start();
  const origins = await Promise.all([one.line(READY), other.line(READY)]);
  const pages = await Promise.all(
    origins.map((origin) => read(origin, "/islands")),
  );
  equal(runtimeOf(pages[0]), runtimeOf(pages[1]));
  for (const origin of origins) await read(origin, runtimeOf(pages[0]));
});

Deno.test("an unknown command ends at once, with a line that says so", async () => {
  await using project = await newProject();
  await using unknown = project.run("run", "-A", "fresh.config.ts", "biuld");
  await unknown.line(
    /^Unknown command "biuld"\. It is one of: build, dev, start$/,
  );
  equal((await unknown.ended).code, 2);
});
