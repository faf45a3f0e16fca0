import { Icon } from "./Icon.tsx";

/** What is wrong with a field, right below it. */
export function Refusal({ id, text }: { id: string; text?: string }) {
  if (!text) return null;
  return (
    <p class="refusal" id={id}>
      <Icon name="warning" size={16} />
      {text}
    </p>
  );
}
