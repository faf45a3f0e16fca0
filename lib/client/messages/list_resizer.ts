import { clampListWidth, preferenceCookie } from "../../preferences.ts";

/** How far one press of an arrow key moves the edge, in CSS pixels. */
const STEP = 16;

/** Lets `handle`, the edge of a list that begins where its parent does, be dragged or moved with the arrow keys. */
export function followResizer(handle: HTMLElement): void {
  const list = handle.parentElement!.querySelector<HTMLElement>(".list-head")!;
  handle.ariaValueNow = `${list.offsetWidth}`;
  const isRightToLeft = () => document.documentElement.dir === "rtl";

  handle.onpointerdown = ({ button, pointerId }) => {
    if (button === 0) handle.setPointerCapture(pointerId);
  };
  handle.onpointermove = ({ clientX, pointerId }) => {
    if (!handle.hasPointerCapture(pointerId)) return;
    const { left, right } = handle.parentElement!.getBoundingClientRect();
    resize(isRightToLeft() ? right - clientX : clientX - left);
  };
  handle.onkeydown = ({ key }) => {
    if (key !== "ArrowLeft" && key !== "ArrowRight") return;
    const isWider = (key === "ArrowRight") !== isRightToLeft();
    resize(Number(handle.ariaValueNow) + (isWider ? STEP : -STEP));
  };

  function resize(wanted: number): void {
    const width = clampListWidth(wanted);
    handle.ariaValueNow = `${width}`;
    document.documentElement.style.setProperty("--list-width", `${width}px`);
    document.cookie = preferenceCookie("listWidth", width);
  }
}
