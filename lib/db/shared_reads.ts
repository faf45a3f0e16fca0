import type { ExecuteAlone } from "./connection.ts";
import { isPassing } from "./errors.ts";
import type { Gate } from "./gate.ts";
import { gathered } from "./gathered.ts";
import type { ServerClient, SqlStatement } from "./sql_client.ts";

/** How many statements share a request: a slow one makes the others wait. */
const MAX_TOGETHER = 32;

/**
 * Statements that only read, sent to a server: those that are asked in the same turn of the event
 * loop share a request, which waits for its own `turn`.
 */
export function sharedReads(client: ServerClient, inTurn: Gate): ExecuteAlone {
  const together = gathered(
    MAX_TOGETHER,
    (statements: SqlStatement[]) =>
      inTurn(() => client.batch(statements, "read")),
  );
  return async (statement) => {
    try {
      return await together(statement);
    } catch (error) {
      if (isPassing(error)) throw error;
      // Whichever was wrong, the others have an answer.
      return await inTurn(() => client.execute(statement));
    }
  };
}
