/** What a key does. `false`: there was nothing to do, and the browser may do what it does. */
export type KeyAction = () => void | false;

type KeyTarget = Pick<EventTarget, "addEventListener" | "removeEventListener">;

/**
 * Single keys of the page: none with a modifier, none that something has taken, none while a menu is
 * open, and none pressed where they mean something else. Returns how to stop.
 */
export function followKeys(
  actions: Record<string, KeyAction>,
  isElsewhere: (target: Element) => boolean = isWriting,
  page: KeyTarget = globalThis,
): () => void {
  const onKeyDown = (event: Event) => {
    const pressed = event as KeyboardEvent;
    const action = actions[pressed.key];
    if (!action || isTaken(pressed)) return;
    const target = pressed.target as Element;
    if (isMenuOpen(target) || isElsewhere(target)) return;
    if (action() !== false) event.preventDefault();
  };
  page.addEventListener("keydown", onKeyDown);
  return () => page.removeEventListener("keydown", onKeyDown);
}

function isTaken(event: KeyboardEvent): boolean {
  return event.defaultPrevented || event.isComposing || event.ctrlKey ||
    event.metaKey || event.altKey;
}

/** A menu is closed with Escape by the browser, and the focus is still on the button that opened it. */
function isMenuOpen({ ownerDocument }: Element): boolean {
  return ownerDocument.querySelector(":popover-open") !== null;
}

/** Where letters are typed, or where a dialog has its own keys. */
export function isWriting(target: Element): boolean {
  return target.closest("input, textarea, select, dialog") !== null;
}
