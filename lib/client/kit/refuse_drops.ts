/** A file that is dropped where nobody takes it would open in place of the page. */
export function refuseDrops(
  page: Pick<EventTarget, "addEventListener"> = globalThis,
): void {
  const refuse = (event: Event) => {
    const { dataTransfer } = event as DragEvent;
    if (event.defaultPrevented || !dataTransfer?.types.includes("Files")) {
      return;
    }
    event.preventDefault();
    dataTransfer.dropEffect = "none";
  };
  page.addEventListener("dragover", refuse);
  page.addEventListener("drop", refuse);
}
