/** Of the server's own user alone: everybody's mail is in these. */
export const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;

/**
 * Makes the file unless it is there, for nobody else to read; SQLite gives its companions the same
 * mode. One that is there keeps the mode that its operator gave it, and is not even opened: to close
 * it would let go of the locks that another thread of this process holds on it.
 *
 * https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
 */
export function makePrivate(path: string): void {
  try {
    Deno.openSync(path, { createNew: true, write: true, mode: PRIVATE_FILE })
      .close();
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
}
