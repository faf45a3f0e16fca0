/**
 * Where a kind of job has its place: `prompt` for short work that somebody waits for, `outside` for
 * work that waits for other people's servers, `normal` for the rest. None takes another's places.
 */
export type LaneName = "prompt" | "normal" | "outside";

export interface LaneSettings {
  /** How many jobs run at a time on this isolate; 0 for none. */
  places: number;
  /** How long after a process was killed another one takes over its jobs. */
  leaseSeconds: number;
  /** How often to look for what other isolates have enqueued. */
  pollSeconds: number;
}

export type Lanes = Record<LaneName, LaneSettings>;

/** The settings of the normal lane; `atOnce` 0 closes all lanes. */
export interface JobSettings {
  atOnce: number;
  leaseSeconds: number;
  pollSeconds: number;
}

/** Half the lease, so that the jobs of a killed process are taken over as soon as it ends. */
const PROMPT_POLL_SECONDS = 5;

export function lanesOf(
  { atOnce, leaseSeconds, pollSeconds }: JobSettings,
): Lanes {
  const open = (places: number) => atOnce === 0 ? 0 : places;
  return {
    prompt: {
      places: open(4),
      leaseSeconds: 10,
      pollSeconds: Math.min(pollSeconds, PROMPT_POLL_SECONDS),
    },
    normal: { places: atOnce, leaseSeconds, pollSeconds },
    // They wait more than they work, and a ClamAV daemon takes ten files at once by default.
    outside: { places: open(8), leaseSeconds: 60, pollSeconds },
  };
}
