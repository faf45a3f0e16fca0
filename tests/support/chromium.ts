import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LaunchOptions } from "playwright-core";

/** Where systems keep an installed Chromium or Chrome. */
const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

// Containers seldom allow the sandbox, and only our own pages are opened.
const ARGS = ["--no-sandbox"];

/**
 * How to start a Chromium on this machine: the one that `CHROMIUM` names, else the one in the npm
 * package `@sparticuz/chromium` (Linux, x64), which brings the libraries and fonts that a bare
 * machine lacks, else an installed one. The package's is the engine alone: it takes half the time
 * of one that draws tabs and toolbars, too, around pages that nobody sees.
 */
export async function chromium(): Promise<LaunchOptions> {
  return named() ?? (isPackageForHere() ? await packaged() : wholeChromium());
}

/** Prefers an installed Chromium, which has a viewer of PDFs as people's have. */
export async function wholeChromium(): Promise<LaunchOptions> {
  return named() ?? installed() ?? await packaged();
}

function named(): LaunchOptions | undefined {
  const executablePath = Deno.env.get("CHROMIUM");
  return executablePath ? { executablePath, args: ARGS } : undefined;
}

function installed(): LaunchOptions | undefined {
  const executablePath = INSTALLED.find((path) => existsSync(path));
  return executablePath ? { executablePath, args: ARGS } : undefined;
}

function isPackageForHere(): boolean {
  return Deno.build.os === "linux" && Deno.build.arch === "x86_64";
}

async function packaged(): Promise<LaunchOptions> {
  const folder = await unpacked();
  return {
    executablePath: join(folder, "chromium"),
    // The package's own arguments also turn web security off, which is among what we test.
    args: [...ARGS, "--headless=shell", "--no-zygote"],
    env: {
      ...Deno.env.toObject(),
      LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
      ...(!existsSync("/etc/fonts/fonts.conf") &&
        { FONTCONFIG_PATH: join(folder, "fonts") }),
    },
  };
}

/** Unpacks the package once a machine; the folder gets its name only when it is complete. */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(
    await Deno.readTextFile(
      new URL("../package.json", import.meta.resolve("@sparticuz/chromium")),
    ),
  );
  const folder = join(tmpdir(), `harbor-chromium-${version}`);
  if (existsSync(folder)) return folder;

  const partial = await Deno.makeTempDir({ prefix: "harbor-chromium-" });
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", new URL("unpack.ts", import.meta.url).pathname],
    // It unpacks into the temporary folder, its libraries only where it believes to be on Lambda.
    env: { TMPDIR: partial, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
    stdout: "null",
  }).output();
  if (!success) {
    throw new Error(
      `Cannot unpack Chromium: ${new TextDecoder().decode(stderr)}`,
    );
  }
  try {
    await Deno.rename(partial, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error; // else another run was faster
    await Deno.remove(partial, { recursive: true });
  }
  return folder;
}
