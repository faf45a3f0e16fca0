import type { Committed, Reading } from "./checker.ts";

/** Bugs that a spine could have, applied to what a reader was sent. The checker has to see each. */
export const BUGS = {
  drop: ({ frames }: Reading) => frames.toSpliced(middle(frames), 1),

  repeat: ({ frames }: Reading) => {
    const at = middle(frames);
    return frames.toSpliced(at, 0, frames[at]);
  },

  swap: ({ frames }: Reading) => {
    const at = middle(frames);
    return frames.toSpliced(at, 2, frames[at + 1], frames[at]);
  },

  /** Another tenant's event, in its place. */
  leak: ({ frames, tenantId }: Reading, log: Committed[]) =>
    leaked(frames, log.find((event) => event.tenantId !== tenantId)),

  /** A colleague's event. */
  overhear: ({ frames, tenantId, userId }: Reading, log: Committed[]) =>
    leaked(
      frames,
      log.find((event) =>
        event.tenantId === tenantId &&
        !event.topics.includes(`user:${userId}`) &&
        !event.topics.includes("tenant")
      ),
    ),

  alter: ({ frames }: Reading) => {
    const at = middle(frames);
    const { id, event, data } = frames[at];
    const altered = { ...data, data: { ...data.data, timestamp: "never" } };
    return frames.with(at, { id, event, data: altered });
  },

  invent: ({ frames }: Reading, log: Committed[]) => [
    ...frames,
    { ...frames[0], id: log[log.length - 1].id + 1 },
  ],
};

export type Bug = keyof typeof BUGS;

/** The reading as it would be with the bug. */
export function tampered(
  bug: Bug,
  reading: Reading,
  log: Committed[],
): Reading {
  return { ...reading, frames: BUGS[bug](reading, log) };
}

function middle({ length }: { length: number }): number {
  if (length < 2) throw new Error("Too few events to do anything to");
  return Math.floor((length - 1) / 2);
}

function leaked(
  frames: Reading["frames"],
  event: Committed | undefined,
): Reading["frames"] {
  if (!event) throw new Error("There is no event to leak");
  const { id, type, data } = event;
  const frame = { id, event: type, data: { type, data: JSON.parse(data) } };
  return [...frames, frame].sort((a, b) => a.id! - b.id!);
}
