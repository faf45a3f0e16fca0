import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { KeyboardHelp } from "../components/KeyboardHelp.tsx";
import { openSheet } from "../lib/browser/compose_sheet.ts";
import type { Composing } from "../lib/browser/composing.ts";
import { startHarbor } from "../lib/browser/harbor.ts";
import type { HarborView } from "../lib/browser/view.ts";

/** Single keys, wherever nothing is being typed. */
export default function Keyboard(
  { view, sheet }: { view: HarborView; sheet: Signal<Composing | null> },
) {
  const help = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const actions: Record<string, () => void> = {
      j: () => moveFocus(1),
      k: () => moveFocus(-1),
      c: () => openSheet(view, sheet, "new"),
      r: () => {
        const message = view.mailbox?.open.value;
        if (message) openSheet(view, sheet, "reply", message);
      },
      "/": () => document.querySelector<HTMLInputElement>("#search")?.select(),
      "?": () => help.current?.showModal(),
      Escape: () => {
        if (view.mailbox?.open.value) startHarbor(view).close();
      },
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const action = actions[event.key];
      if (!action || isTaken(event)) return;
      event.preventDefault();
      action();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);

  return <KeyboardHelp dialog={help} words={view.words} />;
}

/** Somebody is writing, or the key means something else. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return true;
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target as Element;
  return target.closest("input, textarea, select, dialog, [popover]") !== null;
}

/** From the row that has the focus, else from the open one, else to the first. */
function moveFocus(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(".row-link")];
  const from = rows.findIndex((row) => row === document.activeElement);
  if (from >= 0) return rows[from + step]?.focus();
  const open = rows.findIndex((row) => row.ariaCurrent === "true");
  rows[open < 0 ? 0 : open]?.focus();
}
