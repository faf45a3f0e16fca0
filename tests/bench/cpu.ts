/** The kernel's clock ticks a second, which Linux has fixed for what it tells programs. */
const TICKS = 100;

/** Seconds of CPU (user and system) that a process has used; `NaN` where there is no `/proc`. */
export function cpuSeconds(pid: number): number {
  try {
    const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
    // The command, the second field, may hold spaces; see proc_pid_stat(5).
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return NaN;
  }
}
