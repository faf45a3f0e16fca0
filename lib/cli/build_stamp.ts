// Runs at every start, so it uses nothing but Deno: loading node: modules would take longer.

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
  /** The Fresh that builds. Another one cannot run what it has made. */
  maker: string;
  run: () => Promise<void>;
}

/**
 * Builds unless `_fresh` was made by this maker of exactly these sources. One process at a time;
 * others wait.
 */
export async function buildIfNeeded(build: Build): Promise<void> {
  if (await isCurrent(build)) return;
  using _lock = await lock(build.root);
  // Another process may have built while this one waited.
  if (await isCurrent(build)) return;
  await buildLocked(build);
}

async function buildLocked(build: Build): Promise<void> {
  const stamp = await stampOf(build);
  // A build that breaks off must not look complete.
  Deno.writeTextFileSync(stampFile(build.root), "");
  await build.run();
  Deno.writeTextFileSync(stampFile(build.root), stamp);
}

async function isCurrent(build: Build): Promise<boolean> {
  try {
    const stamp = Deno.readTextFileSync(stampFile(build.root));
    return stamp === await stampOf(build);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function stampFile(root: string): string {
  return `${root}/_fresh/stamp`;
}

/** Contents rather than times, which a checkout or an image does not keep. */
async function stampOf({ root, maker }: Build): Promise<string> {
  const files = inputsIn(root);
  const contents = files.map((file) => Deno.readFileSync(`${root}/${file}`));
  const names = files.map((file, n) => `\0${file}\0${contents[n].length}`);
  const head = new TextEncoder().encode([maker, ...names].join(""));
  const bytes = joined([head, ...contents]);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/** From the root and in a fixed order. */
function inputsIn(root: string): string[] {
  return Array.from(Deno.readDirSync(root))
    .filter(({ name }) => INPUTS.includes(name))
    .flatMap((entry) => filesOf(root, entry.name, entry))
    .sort();
}

/** The file itself, or all files of a directory. */
function filesOf(root: string, path: string, entry: Deno.DirEntry): string[] {
  const found = entry.isSymlink ? statIfThere(`${root}/${path}`) : entry;
  if (found === null) return [];
  if (!found.isDirectory) return [path];
  return Array.from(Deno.readDirSync(`${root}/${path}`))
    .flatMap((inner) => filesOf(root, `${path}/${inner.name}`, inner));
}

function statIfThere(path: string): Deno.FileInfo | null {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

async function lock(root: string): Promise<Disposable> {
  Deno.mkdirSync(`${root}/_fresh`, { recursive: true });
  const file = Deno.openSync(`${root}/_fresh/lock`, {
    create: true,
    write: true,
  });
  await file.lock(true);
  return file;
}
