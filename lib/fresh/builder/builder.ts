import { resolve } from "node:path";
import { App, type ListenOptions, setBuild } from "../app.ts";
import { loadBuild } from "../build.ts";
import { setBuildId } from "../build_id.ts";
import { assemble } from "./assemble.ts";
import type { BuildOptions, ResolvedBuildConfig } from "./config.ts";
import { newBuildId } from "./new_build_id.ts";
import { answerAlive } from "./live_reload.ts";
import { snapshotInMemory, snapshotOnDisk } from "./snapshot.ts";

/** Prepares an app for production, or serves it while it is being written. */
// deno-lint-ignore no-explicit-any -- Fresh's signature
export class Builder<State = any> {
  config: ResolvedBuildConfig;

  constructor(options: BuildOptions = {}) {
    const root = resolve(options.root ?? ".");
    this.config = {
      root,
      target: options.target ?? ["chrome99", "firefox99", "safari15"],
      outDir: resolve(root, options.outDir ?? "_fresh"),
      staticDir: resolve(root, options.staticDir ?? "static"),
      islandDir: resolve(root, options.islandDir ?? "islands"),
      routeDir: resolve(root, options.routeDir ?? "routes"),
      serverEntry: resolve(root, options.serverEntry ?? "main.ts"),
      ignore: options.ignore ?? [/[._]test\.(?:[tj]sx?|[mc][tj]s)$/],
      sourceMap: options.sourceMap,
      mode: "production",
      buildId: "",
    };
  }

  /** Writes `outDir`, or with `snapshot: "memory"` nothing. Returns what gives an app the result. */
  async build(
    options: {
      mode?: ResolvedBuildConfig["mode"];
      snapshot?: "disk" | "memory";
    } = {},
  ): Promise<(app: App<State>) => void> {
    const parts = await this.#assemble(options.mode ?? "production");
    if (options.snapshot !== "memory") {
      await snapshotOnDisk(parts, this.config);
      console.log(`Assets written to: ${this.config.outDir}`);
      return refuseToApply;
    }
    const snapshot = await snapshotInMemory(parts);
    return (app) => {
      setBuild(app, loadBuild(this.config.root, snapshot), app.config.mode);
    };
  }

  /** Builds into memory and serves, with pages that reload when the process was restarted. */
  async listen(
    importApp: () => Promise<{ app: App<State> } | App<State>>,
    options: ListenOptions = {},
  ): Promise<void> {
    const parts = await this.#assemble("development");
    const snapshot = await snapshotInMemory(parts);
    const build = loadBuild(this.config.root, {
      ...snapshot,
      liveReload: true,
    });

    const imported = await importApp();
    const app = imported instanceof App ? imported : imported.app;
    setBuild(app, build, "development");
    const handler = app.handler();
    Deno.serve(options, (req, info) => answerAlive(req) ?? handler(req, info));
  }

  async #assemble(mode: ResolvedBuildConfig["mode"]) {
    this.config.mode = mode;
    this.config.buildId = await newBuildId();
    setBuildId(this.config.buildId);
    return await assemble(this.config);
  }
}

function refuseToApply(): never {
  throw new Error(
    'Cannot apply a build that was written to disk: build with snapshot "memory"',
  );
}
