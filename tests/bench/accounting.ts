/** The kernel's clock ticks a second, which Linux has fixed for what it tells programs. */
const TICKS = 100;

/** What the operating system has counted for a server: its process, all threads, and its children. */
export interface Account {
  /** User and system. */
  cpuSeconds: number;
  /** Resident memory now. */
  residentBytes: number;
}

/** Linux only: it is read from `/proc`. */
export function account(pid: number): Account {
  const all = processTree(pid).map((each) => ({
    cpuSeconds: cpuSeconds(each),
    residentBytes: residentBytes(each),
  }));
  return {
    cpuSeconds: sum(all.map(({ cpuSeconds }) => cpuSeconds)),
    residentBytes: sum(all.map(({ residentBytes }) => residentBytes)),
  };
}

/** A process and all that come from it: nginx serves from a child. */
function processTree(root: number): number[] {
  const parents = new Map<number, number>();
  for (const { name } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      parents.set(Number(name), Number(stat(Number(name))[1]));
    } catch {
      // It ended just now.
    }
  }
  const tree = [root];
  for (const parent of tree) {
    for (const [pid, itsParent] of parents) {
      if (itsParent === parent) tree.push(pid);
    }
  }
  return tree;
}

/** What all processes of the machine have used, interrupts and other machines aside. */
export function cpuSecondsOfAll(): number {
  const [, user, nice, system] = Deno.readTextFileSync("/proc/stat")
    .split(/\s+/, 4).map(Number);
  return (user + nice + system) / TICKS;
}

function cpuSeconds(pid: number): number {
  const fields = stat(pid);
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

function residentBytes(pid: number): number {
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)![1]) * 1024;
}

/** The fields from the third on, the state; see proc_pid_stat(5). The second may hold spaces. */
function stat(pid: number): string[] {
  const text = Deno.readTextFileSync(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
