import type { ComponentChildren } from "preact";

const SCENES = {
  /** The sun comes up over quiet water. */
  clear: [
    "M14 48h84M28 56h56M42 64h28",
    "M40 48a16 16 0 0 1 32 0M56 18v6M32.5 27.5l4.2 4.2M79.5 27.5l-4.2 4.2M23 44h6M83 44h6",
  ],
  /** A lighthouse whose beam finds nothing. */
  search: [
    "M14 64h84M30 64l4-34h10l4 34M29 30h20M33 30v-8h12v8M35 22l4-6 4 6M32.5 44h13M31 54h16",
    "M52 24l40-10M52 28l40 8",
  ],
  /** A boat that has put out. */
  sent: [
    "M22 56h68l-9 10H32L22 56ZM54 56V12M58 18c14 6 20 18 22 32H58V18Z",
    "M50 24c-8 6-14 16-16 26h16V24Z",
  ],
  /** Crates on the quay. */
  archived: [
    "M14 64h84M28 64V44h24v20M60 64V44h24v20M37 50h6M69 50h6",
    "M44 44V24h24v20M53 30h6",
  ],
  /** A letter against the rising sun. */
  letter: [
    "M36 28h40a3 3 0 0 1 3 3v24a3 3 0 0 1-3 3H36a3 3 0 0 1-3-3V31a3 3 0 0 1 3-3ZM34 29.5 56 46l22-16.5M14 66h84",
    "M44 22a13 13 0 0 1 24 0M56 4v4M38.5 10.5l2.8 2.8M73.5 10.5l-2.8 2.8",
  ],
  /** A line that came loose from its bollard. */
  broken: [
    "M14 64h84M24 64V46h10v18M20 46h18M78 64V46h10v18M74 46h18",
    "M34 52c8 0 10 8 18 7M78 52c-6 0-8 5-14 6M55 50l3-4M62 50l5-2",
  ],
} as const;

export type Scene = keyof typeof SCENES;

/** Why there is nothing here, and what to do about it. */
export function EmptyState(
  { scene, title, text, level = 2, children }: {
    scene: Scene;
    title: string;
    text: string;
    level?: 1 | 2;
    children?: ComponentChildren;
  },
) {
  const [drawn, lit] = SCENES[scene];
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div class="empty">
      <svg class="scene" viewBox="0 0 112 72" aria-hidden="true">
        <path d={drawn} />
        <path class="lit" d={lit} />
      </svg>
      <Heading dir="auto">{title}</Heading>
      <p>{text}</p>
      {children}
    </div>
  );
}
