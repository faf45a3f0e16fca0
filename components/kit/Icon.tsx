import type { IconName } from "./Pictures.tsx";

export type { IconName };

/** A picture beside words, or within a control that has a name: always hidden from readers. */
export function Icon({ name, size = 20 }: { name: IconName; size?: 16 | 20 }) {
  return (
    <svg class="icon" data-icon={name} data-size={size} aria-hidden="true">
      <use href={`#icon-${name}`} />
    </svg>
  );
}
