import type { Later } from "./later.ts";
import type { Queries } from "./queries.ts";
import type { WriteOptions } from "./sql_client.ts";

/** Runs `work` in a transaction; see `Database`. */
export type Write = <T>(
  work: (tx: Queries, later: Later) => Promise<T>,
  options?: WriteOptions,
) => Promise<T>;
