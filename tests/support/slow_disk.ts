import Connection from "libsql";

/** What fsync takes on a disk that is slow. */
export const FSYNC_MS = 20;

interface Statement {
  run(...args: unknown[]): unknown;
}

/**
 * Makes the disk slow for the thread that calls this, until it is disposed of: each commit that the
 * thread makes in a database file waits for it, as it would for fsync.
 */
export function slowDisk(): Disposable {
  const connections = Connection.prototype as {
    prepare(sql: string): Statement;
  };
  const { prepare } = connections;
  const never = new Int32Array(new SharedArrayBuffer(4));

  connections.prepare = function (sql) {
    const statement = prepare.call(this, sql);
    if (sql !== "COMMIT") return statement;
    const run = statement.run.bind(statement);
    statement.run = (...args) => {
      Atomics.wait(never, 0, 0, FSYNC_MS);
      return run(...args);
    };
    return statement;
  };
  return {
    [Symbol.dispose]() {
      connections.prepare = prepare;
    },
  };
}
