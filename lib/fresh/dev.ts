/** The part of `fresh/dev` that this app uses. */
export { Builder } from "./build/builder.ts";
export type { BuildOptions, ResolvedBuildConfig } from "./build/config.ts";
