/** The thread that writes, on a disk that takes 20 ms to make a commit durable. */
import Connection from "libsql";
import "../../../lib/db/file/writer_thread.ts";

interface Statement {
  run(...args: unknown[]): unknown;
}

const FSYNC_MS = 20;
const never = new Int32Array(new SharedArrayBuffer(4));
const connections = Connection.prototype as {
  prepare(sql: string): Statement;
};
const { prepare } = connections;

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
