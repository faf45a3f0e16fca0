import { type RawBuilder, sql } from "kysely";

/** The database's own time, some seconds ago, in ISO 8601: processes' clocks may differ. */
export function databaseTime(secondsAgo = 0): RawBuilder<string> {
  const modifier = `-${secondsAgo} seconds`;
  return sql<string>`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ${modifier})`;
}
