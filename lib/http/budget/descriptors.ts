/**
 * How many descriptors (files and connections) the process may have open; `Infinity` where the
 * system does not say. The runtime raises its limit as far as it may at its start.
 *
 * https://man7.org/linux/man-pages/man5/proc_pid_limits.5.html
 */
export function descriptorLimit(): number {
  try {
    const limits = Deno.readTextFileSync("/proc/self/limits");
    const [, most] = /^Max open files\s+(\d+)/m.exec(limits) ?? [];
    return most === undefined ? Infinity : Number(most);
  } catch {
    return Infinity;
  }
}
