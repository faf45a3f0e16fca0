import type { FunctionComponent } from "preact";
import type { ResolvedFreshConfig } from "./config.ts";

/** What pages, layouts, error pages and the app shell are given. */
export interface PageProps<Data = unknown, State = unknown> {
  readonly config: ResolvedFreshConfig;
  readonly url: URL;
  req: Request;
  readonly params: Record<string, string>;
  readonly info: Deno.ServeHandlerInfo;
  readonly state: State;
  readonly isPartial: boolean;
  Component: FunctionComponent;
  /** What was thrown, on an error page; otherwise null. */
  error: unknown | null;
  /** The pattern that matched, for instance `/:lang/harbor/messaging`. */
  readonly route: string | null;
  data: Data;
}
