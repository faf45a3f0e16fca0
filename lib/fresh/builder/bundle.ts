import type { Plugin } from "esbuild";
import { fileURLToPath } from "node:url";

export interface BundleOptions {
  root: string;
  /** Name of each entry, and the file it is. */
  entryPoints: Record<string, string>;
  target: string | string[];
  minify: boolean;
  sourceMap: boolean | "linked" | "inline" | "external" | "both";
}

export interface BundledFile {
  name: string;
  content: Uint8Array<ArrayBuffer>;
}

/** Bundles the islands for the browser: one small module each, and what they share in chunks of its own. */
export async function bundle(options: BundleOptions): Promise<BundledFile[]> {
  // Loaded here, because a started app does not need it.
  const esbuild = await import("esbuild");
  try {
    const { outputFiles } = await esbuild.build({
      absWorkingDir: options.root,
      entryPoints: options.entryPoints,
      outdir: options.root,
      write: false,
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "browser",
      target: options.target,
      minify: options.minify,
      sourcemap: options.sourceMap,
      jsx: "automatic",
      jsxImportSource: "preact",
      alias: {
        "fresh/runtime": fileURLToPath(
          new URL("../runtime.ts", import.meta.url),
        ),
      },
      define: {
        "process.env.NODE_ENV": JSON.stringify(
          options.minify ? "production" : "development",
        ),
      },
      plugins: [onePreact(options.root)],
      logLevel: "silent",
    });
    return outputFiles.map(({ path, contents }) => ({
      name: path.slice(options.root.length + 1),
      content: new Uint8Array(contents),
    }));
  } finally {
    await esbuild.stop();
  }
}

/** Two copies of Preact would not know of each other's components, so every import is resolved from one place. */
function onePreact(root: string): Plugin {
  return {
    name: "one-preact",
    setup(build) {
      build.onResolve(
        { filter: /^(preact|@preact\/signals)(\/|$)/ },
        (args) => {
          if (args.pluginData === onePreact) return;
          return build.resolve(args.path, {
            kind: args.kind,
            resolveDir: root,
            pluginData: onePreact,
          });
        },
      );
    },
  };
}
