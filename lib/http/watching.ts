const WATCHING = ["/healthz", "/readyz", "/metrics"];

/** Whether a path tells programs how the server is: answered whatever else it does, and to the end. */
export function isWatching(path: string): boolean {
  return WATCHING.includes(path);
}
