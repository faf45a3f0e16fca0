import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Everything that decides what a build holds. */
const INPUTS = [
  "components",
  "deno.json",
  "deno.lock",
  "fresh.config.ts",
  "islands",
  "lib",
  "main.ts",
  "routes",
  "static",
];

export interface Build {
  /** The project's directory; the build is in its `_fresh`. */
  root: string;
  /** Which Fresh builds: what one has made another cannot run. */
  maker: string;
  run: () => Promise<void>;
}

/** Builds, whether or not it is needed, and notes of what. One process at a time; others wait. */
export async function build({ root, maker, run }: Build): Promise<void> {
  using _lock = await lock(root);
  await buildLocked({ root, maker, run });
}

/** Builds unless `_fresh` was made by this maker of exactly these sources. */
export async function buildIfNeeded(build: Build): Promise<void> {
  if (isCurrent(build)) return;
  using _lock = await lock(build.root);
  // Another process may have built while this one waited.
  if (isCurrent(build)) return;
  await buildLocked(build);
}

async function buildLocked(build: Build): Promise<void> {
  const stamp = stampOf(build);
  // A build that breaks off must not look like the one before it.
  Deno.writeTextFileSync(stampFile(build.root), "");
  await build.run();
  Deno.writeTextFileSync(stampFile(build.root), stamp);
}

function isCurrent(build: Build): boolean {
  try {
    return Deno.readTextFileSync(stampFile(build.root)) === stampOf(build);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function stampFile(root: string): string {
  return join(root, "_fresh", "stamp");
}

/** Contents rather than times, which a checkout or an image does not keep. */
function stampOf({ root, maker }: Build): string {
  const hash = createHash("sha256").update(maker);
  for (const input of INPUTS) {
    for (const file of filesOf(root, input)) {
      const content = readFileSync(join(root, file));
      hash.update(`\0${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest("hex");
}

/** The file itself, or all files of a directory, from the root and in a fixed order. */
function filesOf(root: string, input: string): string[] {
  const stat = statSync(join(root, input), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (stat.isFile()) return [input];
  const entries = readdirSync(join(root, input), { recursive: true });
  return entries.map((entry) => join(input, String(entry)))
    .filter((path) => statSync(join(root, path)).isFile())
    .sort();
}

async function lock(root: string): Promise<Disposable> {
  Deno.mkdirSync(join(root, "_fresh"), { recursive: true });
  const file = Deno.openSync(join(root, "_fresh", "lock"), {
    create: true,
    write: true,
  });
  await file.lock(true);
  return file;
}
