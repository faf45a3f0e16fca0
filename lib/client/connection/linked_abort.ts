/**
 * A controller whose signal is aborted with `signal`, too. (`AbortSignal.any` is younger than
 * some browsers that the pages are for.)
 */
export function linkedAbort(signal: AbortSignal): AbortController {
  const controller = new AbortController();
  if (signal.aborted) controller.abort();
  signal.addEventListener("abort", () => controller.abort(), {
    signal: controller.signal,
  });
  return controller;
}
