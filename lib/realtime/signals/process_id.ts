/**
 * The same for all threads of this process, and for no other process on the same database. Two
 * containers of one host name and one process id would not hear each other's signals.
 */
export function processId(): string {
  return `${Deno.hostname()}/${Deno.pid}`;
}
