/** Structured log: one JSON object a line, `level` and `event` first. */
export interface Log {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, error: unknown, fields?: Record<string, unknown>): void;
}

/** Writes to standard output, errors to standard error. */
export function jsonLog(write = console): Log {
  const line = (
    level: string,
    event: string,
    fields?: Record<string, unknown>,
  ) =>
    JSON.stringify({ time: new Date().toISOString(), level, event, ...fields });
  return {
    info: (event, fields) => write.log(line("info", event, fields)),
    warn: (event, fields) => write.warn(line("warn", event, fields)),
    error: (event, error, fields) =>
      write.error(line("error", event, {
        ...fields,
        error: error instanceof Error
          ? error.stack ?? error.message
          : String(error),
      })),
  };
}

/** For tests and commands that speak for themselves. */
export const silentLog: Log = { info() {}, warn() {}, error() {} };
