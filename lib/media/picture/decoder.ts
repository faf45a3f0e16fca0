import { fileURLToPath } from "node:url";
import { atMost } from "../../http/at_most.ts";
import type { Log } from "../../log.ts";
import { decode } from "./decode.ts";
import type { Picture } from "./picture.ts";
import { type Pipe, pipeOf } from "./pipe.ts";

/** Decodes pictures where they can do no harm. */
export interface Decoder extends AsyncDisposable {
  /** One picture, when those before it are done; `null` where it cannot be decoded safely. */
  decode(bytes: Uint8Array, pixels: number): Promise<Picture | null>;
}

/** What the process that decodes may take for one picture. */
export interface DecoderLimits {
  residentBytes: number;
  milliseconds: number;
}

const LIMITS = { residentBytes: 512 * 1024 * 1024, milliseconds: 10_000 };

/** How often its memory is looked at: in that time it can take some tens of megabytes. */
const WATCH_MS = 20;

/** Linux's, on the machines that this runs on. */
const PAGE_BYTES = 4_096;

/** Where there is no process to end, what is larger is not decoded at all. */
const MAX_PIXELS_HERE = 20_000_000;

const ROOT = new URL("../../../", import.meta.url);
const PROGRAM = new URL("./decoder_process.ts", import.meta.url);

/** A process of its own, started with the first picture and again after one that it did not survive. */
interface Child extends Pipe {
  process: Deno.ChildProcess;
}

/**
 * A decoder in a process that is used again and again, and killed when a picture takes more than
 * `limits` allow. A runtime without processes decodes small pictures by itself.
 */
export function createDecoder(
  log: Log,
  limits: DecoderLimits = LIMITS,
): Decoder {
  let child: Child | undefined;
  const inTurn = atMost(1, Infinity);

  return {
    decode: (bytes, pixels) => inTurn(() => decodeNext(bytes, pixels)),
    [Symbol.asyncDispose]: () => inTurn(end),
  };

  async function decodeNext(
    bytes: Uint8Array,
    pixels: number,
  ): Promise<Picture | null> {
    try {
      child ??= await startChild();
    } catch (error) {
      log.warn("media.no_decoder_process", { error: String(error) });
      return pixels <= MAX_PIXELS_HERE ? await decode(bytes) : null;
    }
    const stopWatching = watch(child.process, limits, (why) => {
      log.warn("media.picture_given_up", { why, pixels });
    });
    try {
      return await ask(child, bytes);
    } catch (error) {
      log.warn("media.decoder_ended", { pixels, error: String(error) });
      await end();
      return null;
    } finally {
      stopWatching();
    }
  }

  async function end(): Promise<void> {
    if (!child) return;
    const { process } = child;
    child = undefined;
    kill(process);
    await process.status;
  }
}

async function ask(
  child: Child,
  bytes: Uint8Array,
): Promise<Picture | null> {
  await child.write([bytes.length], bytes);
  const [width, height, length] = await child.readNumbers(3);
  const thumbnail = length > 0 ? await child.read(length) : null;
  return width > 0 ? { width, height, thumbnail } : null;
}

/** Sharp is native code, which the permissions do not bind; they bind what is around it. */
async function startChild(): Promise<Child> {
  const modules = fileURLToPath(new URL("node_modules", ROOT));
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--cached-only",
      "--node-modules-dir=manual",
      `--allow-read=${modules}`,
      "--allow-ffi",
      // There is nothing in its environment, and sharp asks what machine this is.
      "--allow-env",
      "--allow-sys",
      fileURLToPath(PROGRAM),
    ],
    cwd: fileURLToPath(ROOT),
    clearEnv: true,
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const pipe = pipeOf(process.stdout, process.stdin);
  const late = setTimeout(() => kill(process), LIMITS.milliseconds);
  try {
    await pipe.readNumbers(1);
    return { process, ...pipe };
  } catch (error) {
    kill(process);
    await process.status;
    throw error;
  } finally {
    clearTimeout(late);
  }
}

/** Kills a process that takes more than it may, until it is told to stop. */
function watch(
  process: Deno.ChildProcess,
  { residentBytes, milliseconds }: DecoderLimits,
  onKill: (why: string) => void,
): () => void {
  const giveUp = (why: string) => {
    stop();
    onKill(why);
    kill(process);
  };
  const late = setTimeout(() => giveUp("time"), milliseconds);
  const timer = setInterval(() => {
    if (residentBytesOf(process.pid) > residentBytes) giveUp("memory");
  }, WATCH_MS);
  const stop = () => {
    clearTimeout(late);
    clearInterval(timer);
  };
  return stop;
}

/** Zero where the system does not tell: then the time alone is bounded. */
function residentBytesOf(pid: number): number {
  try {
    const [, pages] = Deno.readTextFileSync(`/proc/${pid}/statm`).split(" ");
    return Number(pages) * PAGE_BYTES;
  } catch {
    return 0;
  }
}

function kill(process: Deno.ChildProcess): void {
  try {
    process.kill("SIGKILL");
  } catch {
    // It has ended already.
  }
}
