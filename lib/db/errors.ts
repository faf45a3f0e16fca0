/** libSQL's own code of an error (`SQLITE_BUSY`, `SERVER_ERROR`, …), wherever it hides in the causes. */
function* codes(error: unknown): Generator<string> {
  for (let e = error; e instanceof Error; e = e.cause) {
    const { code, extendedCode } = e as {
      code?: unknown;
      extendedCode?: unknown;
    };
    if (typeof extendedCode === "string") yield extendedCode;
    if (typeof code === "string") yield code;
  }
}

/** Another writer holds the database's lock: the same transaction may succeed in a moment. */
export function isBusy(error: unknown): boolean {
  for (const code of codes(error)) {
    if (code.startsWith("SQLITE_BUSY") || code === "SQLITE_LOCKED") return true;
  }
  return false;
}

/** A unique index refused the row. A remote error has no extended code, so its text counts too. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error &&
    /UNIQUE constraint failed/.test(error.message);
}

/** The database cannot be reached, or gave a transaction up: nothing was committed, try later. */
export function isUnavailable(error: unknown): boolean {
  for (const code of codes(error)) {
    if (
      /^(SERVER_ERROR|HRANA_|TRANSACTION_|STREAM_EXPIRED|ECONN|SQLITE_CANTOPEN|SQLITE_IOERR)/
        .test(code)
    ) {
      return true;
    }
  }
  return error instanceof TypeError && /fetch|connect/i.test(error.message);
}
