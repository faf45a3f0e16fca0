export interface BuildOptions {
  /** Browsers or language level, as esbuild's `target`. */
  target?: string | string[];
  /** The project's directory, from which the others are resolved; by default the current one. */
  root?: string;
  outDir?: string;
  staticDir?: string;
  islandDir?: string;
  routeDir?: string;
  serverEntry?: string;
  /** Files to leave out; by default tests. */
  ignore?: RegExp[];
  /** Source maps of a production build. */
  sourceMap?: { kind: boolean | "linked" | "inline" | "external" | "both" };
}

export type ResolvedBuildConfig =
  & Required<Omit<BuildOptions, "sourceMap">>
  & Pick<BuildOptions, "sourceMap">
  & { mode: "development" | "production"; buildId: string };
