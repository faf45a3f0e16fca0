import type { ComponentChildren } from "preact";

const SCENES = {
  /** The sun over quiet water. */
  clear: [
    "M14 46h84M30 56h52M46 66h20",
    "M38 46a18 18 0 0 1 36 0M56 12v6M30.5 22.5l4.2 4.2M81.5 22.5l-4.2 4.2",
  ],
  /** A beam that finds nothing. */
  search: [
    "M14 62h84M30 62l3-30h12l3 30M31 32h16M34 32v-8h10v8M36.5 24l2.5-5 2.5 5",
    "M50 25l42-9M50 29l42 9",
  ],
  /** A boat that has put out. */
  sent: [
    "M14 62h84M36 50h40l-6 12H42l-6-12ZM54 50V14",
    "M54 16l18 26H54M48 24L38 42h10",
  ],
  /** Crates on the quay. */
  archived: ["M14 62h84M30 62V42h24v20M58 62V42h24v20", "M44 42V22h24v20"],
  /** A letter on the table. */
  letter: [
    "M28 22h56v38H28V22ZM28 60l20-20M84 60L64 40",
    "M28 22l28 24 28-24",
  ],
  /** A rope that came loose. */
  broken: [
    "M14 62h84M24 62V44h8v18M80 62V44h8v18M32 48c6 8 12 10 18 10",
    "M80 48c-4 6-8 8-12 9M56 46l2-6M62 48l5-4M50 48l-5-3",
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
