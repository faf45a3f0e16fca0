import Synchronous from "libsql";
import Asynchronous from "libsql/promise";

/** What fsync takes on a disk that is slow. */
export const FSYNC_MS = 20;

type Act = (...args: unknown[]) => unknown;

interface Connection {
  prepare(sql: string): unknown;
}

/**
 * Makes the disk slow until it is disposed of. Each commit waits for it as it would for fsync: one
 * that is made on the calling thread stops that thread, one on another leaves it to others.
 */
export function slowDisk(): Disposable {
  const never = new Int32Array(new SharedArrayBuffer(4));
  using undoing = new DisposableStack();
  undoing.use(slowed(Synchronous.prototype, "run", (commit) => {
    Atomics.wait(never, 0, 0, FSYNC_MS);
    return commit();
  }));
  undoing.use(slowed(Asynchronous.prototype, "all", async (commit) => {
    await new Promise((resolve) => setTimeout(resolve, FSYNC_MS));
    return await commit();
  }));
  return undoing.move();
}

/** Has `wait` make the commits of connections that are opened from now on. */
function slowed(
  connections: Connection,
  method: string,
  wait: (commit: () => unknown) => unknown,
): Disposable {
  const { prepare } = connections;
  const slow = (statement: Record<string, Act>) => {
    const commit = statement[method].bind(statement);
    statement[method] = (...args) => wait(() => commit(...args));
    return statement;
  };
  connections.prepare = function (sql) {
    const prepared = prepare.call(this, sql);
    if (sql !== "COMMIT") return prepared;
    return prepared instanceof Promise
      ? prepared.then(slow)
      : slow(prepared as Record<string, Act>);
  };
  return {
    [Symbol.dispose]() {
      connections.prepare = prepare;
    },
  };
}
