export interface DropOptions {
  /** Files are held over the page, or no more. */
  onOver(isOver: boolean): void;
  onFiles(files: File[]): void;
}

type DropTarget = Pick<
  EventTarget,
  "addEventListener" | "removeEventListener"
>;

/**
 * Takes files that are dropped anywhere on the page. What else is dragged (text, a link) goes
 * where it would have gone. Returns how to stop.
 */
export function followDrops(
  { onOver, onFiles }: DropOptions,
  page: DropTarget = globalThis,
): () => void {
  /** How many elements the files are over: a child is entered before its parent is left. */
  let entered = 0;

  const listeners = {
    dragenter(event: DragEvent) {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (++entered === 1) onOver(true);
    },
    dragover(event: DragEvent) {
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.dataTransfer!.dropEffect = "copy";
      // They may have been over the page before this listened.
      if (entered > 0) return;
      entered = 1;
      onOver(true);
    },
    dragleave(event: DragEvent) {
      if (!hasFiles(event) || entered === 0) return;
      if (--entered === 0) onOver(false);
    },
    drop(event: DragEvent) {
      if (!hasFiles(event)) return;
      event.preventDefault();
      entered = 0;
      onOver(false);
      const files = filesOf(event.dataTransfer!);
      if (files.length > 0) onFiles(files);
    },
  };

  for (const [type, listener] of Object.entries(listeners)) {
    page.addEventListener(type, listener as EventListener);
  }
  return () => {
    for (const [type, listener] of Object.entries(listeners)) {
      page.removeEventListener(type, listener as EventListener);
    }
  };
}

/** The files of what is dropped or pasted. A folder looks like a file, and cannot be read as one. */
export function filesOf({ items }: Pick<DataTransfer, "items">): File[] {
  return Array.from(items).flatMap((item) => {
    if (item.kind !== "file" || item.webkitGetAsEntry?.()?.isDirectory) {
      return [];
    }
    return item.getAsFile() ?? [];
  });
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}
