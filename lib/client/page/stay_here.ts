import { isPlainClick } from "../kit/plain_click.ts";
import type { HarborView } from "./view.ts";

/** A server that takes longer to say that it is there is not worth leaving for; in milliseconds. */
const ANSWER_TIMEOUT = 5_000;

/**
 * Without a connection, a link or a form that leads to another page would end on the browser's
 * own error page. So the server is asked first whether it is there, and where it is not, the page
 * stays. Returns how to stop.
 */
export function stayWithoutConnection(
  { connection }: HarborView,
  onStayed: () => void,
): () => void {
  let isAsking = false;
  let isLeaving = false;

  const hold = (event: MouseEvent | SubmitEvent) => {
    const { status } = connection.value;
    if (status === "live" || status === "polling" || isLeaving) return;
    const leave = wayOut(event);
    if (!leave) return;
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    isReachable().then((isThere) => {
      isAsking = false;
      if (!isThere) return onStayed();
      // A form that is submitted is such an event again, at once.
      isLeaving = true;
      leave();
      isLeaving = false;
    });
  };
  addEventListener("click", hold);
  addEventListener("submit", hold);
  return () => {
    removeEventListener("click", hold);
    removeEventListener("submit", hold);
  };
}

/** How this event leads to another page, if it does. */
function wayOut(event: MouseEvent | SubmitEvent): (() => void) | null {
  if (event.defaultPrevented) return null;
  const target = event.target as Element;
  if (event instanceof SubmitEvent) {
    const form = target as HTMLFormElement;
    const { submitter } = event;
    return form.method === "dialog"
      ? null
      : () => form.requestSubmit(submitter);
  }
  // What opens the sheet stays on this page anyway.
  const link = target.closest<HTMLAnchorElement>("a[href]:not([data-compose])");
  const isOurs = link?.origin === location.origin && !link.target &&
    !link.getAttribute("href")!.startsWith("#");
  return isOurs && isPlainClick(event)
    ? () => location.assign(link.href)
    : null;
}

async function isReachable(): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(ANSWER_TIMEOUT);
    return (await fetch("/healthz", { cache: "no-store", signal })).ok;
  } catch {
    return false;
  }
}
