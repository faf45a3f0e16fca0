/** Asks before the page is left while files are on their way. Returns how to stop. */
export function guardUploads(areUnderWay: () => boolean): () => void {
  const onLeave = (event: BeforeUnloadEvent) => {
    if (areUnderWay()) event.preventDefault();
  };
  addEventListener("beforeunload", onLeave);
  return () => removeEventListener("beforeunload", onLeave);
}
