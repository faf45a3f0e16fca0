import { useState } from "preact/hooks";
import type { HarborView } from "../lib/browser/view.ts";
import { translate } from "../lib/i18n/translate.ts";
import {
  clampListWidth,
  LIST_WIDTH,
  preferenceCookie,
} from "../lib/preferences.ts";

const STEP = 16;

/** The edge of the list, to be dragged or moved with the arrow keys. */
export default function ListResizer(
  { view, width: kept }: { view: HarborView; width: number },
) {
  const [width, setWidth] = useState(kept);

  function resize(wanted: number): void {
    const width = clampListWidth(wanted);
    setWidth(width);
    document.documentElement.style.setProperty("--list-width", `${width}px`);
    document.cookie = preferenceCookie("listWidth", width);
  }

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    const handle = event.currentTarget as HTMLElement;
    handle.setPointerCapture(event.pointerId);
    const list = handle.parentElement!.getBoundingClientRect();
    handle.onpointermove = ({ clientX }) =>
      resize(isRightToLeft() ? list.right - clientX : clientX - list.left);
    handle.onlostpointercapture = () => handle.onpointermove = null;
  }

  function onKeyDown(event: KeyboardEvent): void {
    const wider = isRightToLeft() ? "ArrowLeft" : "ArrowRight";
    const narrower = isRightToLeft() ? "ArrowRight" : "ArrowLeft";
    if (event.key === wider) resize(width + STEP);
    if (event.key === narrower) resize(width - STEP);
  }

  return (
    <div
      class="list-resizer"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={translate(view.words, "list.width")}
      aria-valuemin={LIST_WIDTH.least}
      aria-valuemax={LIST_WIDTH.most}
      aria-valuenow={width}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDblClick={() => resize(LIST_WIDTH.usual)}
    />
  );
}

function isRightToLeft(): boolean {
  return document.documentElement.dir === "rtl";
}
