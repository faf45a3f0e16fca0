/** Somebody else held the database's lock for too long; the same call may succeed later. */
export class DatabaseBusyError extends Error {
  override name = "DatabaseBusyError";
}

/** The database's server cannot be reached, or does not answer. */
export class DatabaseAwayError extends Error {
  override name = "DatabaseAwayError";
}

/**
 * A statement took longer than it may and was ended: what its transaction had done is gone. It may
 * be quicker when less is under way.
 */
export class DeadlineError extends Error {
  override name = "DeadlineError";
}

/** The database was lost while it committed: the change was made, or it was not. */
export class CommitUnknownError extends Error {
  override name = "CommitUnknownError";
}

/** A newer version has changed the tables in ways that this one does not know. */
export class NewerDatabaseError extends Error {
  override name = "NewerDatabaseError";
}

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

/** There is no room for what was to be written. */
export function isDiskFull(error: unknown): boolean {
  for (const code of codes(error)) {
    if (/^SQLITE_(FULL|IOERR_SHMSIZE)/.test(code)) return true;
  }
  return false;
}

/** The database cannot be reached or written, or gave a transaction up: try later. */
export function isUnavailable(error: unknown): boolean {
  if (
    error instanceof DatabaseAwayError || error instanceof CommitUnknownError
  ) {
    return true;
  }
  for (const code of codes(error)) {
    if (
      /^(SERVER_ERROR|HRANA_|TRANSACTION_|STREAM_EXPIRED|SQLITE_CANTOPEN|SQLITE_FULL|SQLITE_IOERR|SQLITE_READONLY)/
        .test(code)
    ) {
      return true;
    }
  }
  return false;
}

/** Nothing is wrong with what was asked: the same may succeed later. */
export function isPassing(error: unknown): boolean {
  return error instanceof DatabaseBusyError ||
    error instanceof DeadlineError || isBusy(error) || isUnavailable(error);
}

/** The server itself has said that it did not do what it was asked. */
export function isRefusal(error: unknown): boolean {
  for (const code of codes(error)) {
    if (/^(SQLITE_|TRANSACTION_|STREAM_EXPIRED)/.test(code)) return true;
  }
  return false;
}
