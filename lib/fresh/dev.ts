/** The part of `fresh/dev` that this app uses. */
export { Builder } from "./builder/builder.ts";
export type { BuildOptions, ResolvedBuildConfig } from "./builder/config.ts";
