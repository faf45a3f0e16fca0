import { DatabaseBusyError, isBusy } from "./errors.ts";
import type { SqlClient } from "./sql_client.ts";

const DEADLINE_MS = 5_000;

/**
 * Runs `attempt` on `client`, again while somebody else holds the database, after a jittered pause
 * that grows from 1 to 50 ms.
 *
 * @throws {DatabaseBusyError} when it was held for 5 s.
 */
export async function onceFree<T>(
  client: SqlClient,
  attempt: () => Promise<T>,
): Promise<T> {
  const deadline = performance.now() + DEADLINE_MS;
  for (let ceiling = 2;; ceiling = Math.min(ceiling * 2, 50)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() > deadline) {
        throw new DatabaseBusyError(
          `Cannot write: somebody else held the database for ${DEADLINE_MS} ms`,
          { cause: error },
        );
      }
    }
    // The connection keeps the statement that was refused, and could not commit again.
    client.reconnect();
    const pause = 1 + Math.random() * ceiling;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
