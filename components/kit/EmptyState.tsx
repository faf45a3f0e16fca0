import type { ComponentChildren } from "preact";
import type { SceneName } from "./Pictures.tsx";

/** Why there is nothing here, and what to do about it. */
export function EmptyState(
  { scene, title, text, level = 2, children }: {
    scene: SceneName;
    title: string;
    text: string;
    level?: 1 | 2;
    children?: ComponentChildren;
  },
) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div class="empty">
      <svg class="scene" aria-hidden="true">
        <use href={`#scene-${scene}`} />
      </svg>
      <Heading dir="auto">{title}</Heading>
      <p>{text}</p>
      {children}
    </div>
  );
}
