import { join } from "node:path";
import { fixtureRoot } from "./fixture_root.ts";

const repository = new URL("../../", import.meta.url).pathname;

/** A project in a folder of its own: the fixture, with this repository's lib, packages and configuration. */
export interface Project extends AsyncDisposable {
  root: string;
  /** Runs `deno` in the project; its output comes line by line. */
  run(...args: string[]): Run;
}

export interface Run extends AsyncDisposable {
  /** The next line that matches, and what its first group matched. */
  line(pattern: RegExp): Promise<string>;
  /** Ends with SIGTERM; the exit code. */
  stop(): Promise<number>;
  ended: Promise<Deno.CommandStatus>;
}

export async function newProject(): Promise<Project> {
  const root = await Deno.makeTempDir({ prefix: "fresh-project-" });
  for (const name of ["routes", "islands", "static", "main.ts", "define.ts"]) {
    await copy(join(fixtureRoot, name), join(root, name));
  }
  for (const name of ["fresh.config.ts", "deno.json", "deno.lock"]) {
    await Deno.copyFile(join(repository, name), join(root, name));
  }
  for (const name of ["lib", "node_modules"]) {
    await Deno.symlink(join(repository, name), join(root, name));
  }
  return {
    root,
    run: (...args) => run(root, args),
    [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }),
  };
}

async function copy(from: string, to: string): Promise<void> {
  const { isDirectory } = await Deno.stat(from);
  if (!isDirectory) return await Deno.copyFile(from, to);
  await Deno.mkdir(to);
  for await (const { name } of Deno.readDir(from)) {
    await copy(join(from, name), join(to, name));
  }
}

function run(cwd: string, args: string[]): Run {
  const process = new Deno.Command(Deno.execPath(), {
    args,
    cwd,
    env: { HOST: "127.0.0.1", PORT: "0", NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const seen: string[] = [];
  const watchers = new Set<() => void>();
  const collect = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      seen.push(...decoder.decode(chunk).split("\n"));
      for (const watcher of watchers) watcher();
    }
  };
  const ended = Promise.all([
    process.status,
    collect(process.stdout),
    collect(process.stderr),
  ]).then(([status]) => status);

  async function line(pattern: RegExp): Promise<string> {
    while (true) {
      const found = seen.findIndex((line) => pattern.test(line));
      if (found >= 0) {
        const [match] = seen.splice(0, found + 1).slice(-1);
        return pattern.exec(match)![1] ?? match;
      }
      const more = Promise.withResolvers<void>();
      watchers.add(more.resolve);
      const over = await Promise.race([more.promise, ended]);
      watchers.delete(more.resolve);
      if (over !== undefined && !seen.some((line) => pattern.test(line))) {
        throw new Error(`Ended before ${pattern}:\n${seen.join("\n")}`);
      }
    }
  }

  async function stop(): Promise<number> {
    try {
      process.kill("SIGTERM");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // It has ended already.
    }
    return (await ended).code;
  }

  return {
    line,
    stop,
    ended,
    async [Symbol.asyncDispose]() {
      await stop();
    },
  };
}
