/** Of the server's own user alone: everybody's mail is in these. */
export const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;

/**
 * Makes the file unless it is there, for nobody else to read; SQLite gives its companions the same
 * mode. One that is there keeps the mode that its operator gave it.
 */
export function makePrivate(path: string): void {
  Deno.openSync(path, { create: true, append: true, mode: PRIVATE_FILE })
    .close();
}
