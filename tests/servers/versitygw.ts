import { join } from "node:path";
import {
  cacheDir,
  exists,
  install,
  serve,
  type ServerProcess,
} from "./process.ts";

const VERSION = "1.8.0";
/** What builds it where Debian's own Go is too old for it. */
const TOOLCHAIN = "golang.org/toolchain@v0.0.1-go1.26.8.linux-amd64";

export const BUCKET = "harbor";
const ACCESS_KEY = "harbor-test";
const SECRET_KEY = "harbor-test-secret";
const REGION = "eu-test-1";

/** An S3 server with its data in `folder`, and the settings that name a bucket of it. */
export type Versitygw = ServerProcess & {
  url: string;
  environment: Record<string, string>;
};

export async function startVersitygw(folder: string): Promise<Versitygw> {
  const binary = await installVersitygw();
  const [buckets, people] = ["buckets", "iam"].map((name) =>
    join(folder, name)
  );
  // A bucket of this gateway is a folder.
  await Deno.mkdir(join(buckets, BUCKET), { recursive: true });
  await Deno.mkdir(people, { recursive: true });
  const server = await serve(
    binary,
    (port) => [
      ...["--port", `127.0.0.1:${port}`],
      ...["--region", REGION],
      "--quiet",
      // Without it, an unknown key is answered 404 instead of 403.
      ...["--iam-dir", people],
      ...["posix", buckets],
    ],
    { ROOT_ACCESS_KEY_ID: ACCESS_KEY, ROOT_SECRET_ACCESS_KEY: SECRET_KEY },
  );
  const url = `http://127.0.0.1:${server.port}`;
  return {
    ...server,
    url,
    environment: {
      S3_ENDPOINT: url,
      S3_BUCKET: BUCKET,
      S3_REGION: REGION,
      S3_ACCESS_KEY_ID: ACCESS_KEY,
      S3_SECRET_ACCESS_KEY: SECRET_KEY,
    },
  };
}

/** Builds it from its published source: some minutes, once. */
export async function installVersitygw(): Promise<string> {
  const folder = cacheDir(`versitygw-${VERSION}`);
  const binary = join(folder, "versitygw");
  if (!await exists(binary)) {
    await install(await go(), [
      "install",
      `github.com/versity/versitygw/cmd/versitygw@v${VERSION}`,
    ], { GOBIN: folder, GOTOOLCHAIN: "local", CGO_ENABLED: "0" });
  }
  return binary;
}

/** A Go that is new enough: the machine's own, or one that Debian's fetches, which needs root. */
async function go(): Promise<string> {
  if (await isNewEnough("go")) return "go";
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  if (await versionOf("go") === null) {
    await install("apt-get", ["update"], env);
    const packages = ["golang-go", "ca-certificates"];
    await install("apt-get", [
      ...["install", "--yes", "--no-install-recommends"],
      ...packages,
    ], env);
  }
  const { stdout } = await new Deno.Command("go", {
    args: ["mod", "download", "-json", TOOLCHAIN],
    env: { GOTOOLCHAIN: "local" },
  }).output();
  const { Dir, Error: why } = JSON.parse(new TextDecoder().decode(stdout));
  if (!Dir) throw new Error(`Cannot fetch ${TOOLCHAIN}: ${why}`);
  // The files of a module are read-only and not executable.
  for (const part of ["bin", "pkg/tool"]) {
    await install("chmod", ["-R", "u+rwx", join(Dir, part)]);
  }
  return join(Dir, "bin/go");
}

async function isNewEnough(command: string): Promise<boolean> {
  const minor = /go1\.(\d+)/.exec(await versionOf(command) ?? "")?.[1];
  return Number(minor) >= 25;
}

async function versionOf(command: string): Promise<string | null> {
  try {
    const { stdout } = await new Deno.Command(command, {
      args: ["version"],
      env: { GOTOOLCHAIN: "local" },
    }).output();
    return new TextDecoder().decode(stdout);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
