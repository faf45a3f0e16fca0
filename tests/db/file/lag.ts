/** How late this thread's timers are; `stop` gives it for one time in a hundred, in milliseconds. */
export function measureLag(): { stop(): number } {
  const lags: number[] = [];
  let due = performance.now() + 1;
  let timer = setTimeout(function look() {
    lags.push(performance.now() - due);
    due = performance.now() + 1;
    timer = setTimeout(look, 1);
  }, 1);
  return {
    stop() {
      clearTimeout(timer);
      return lags.sort((a, b) => a - b)[Math.floor(lags.length * 0.99)];
    },
  };
}

/** As a worker: an idle thread, that tells how late its timers are from its start to a message. */
function serve(): void {
  const lag = measureLag();
  addEventListener("message", () => self.postMessage(lag.stop()));
}

if ("postMessage" in globalThis && self.name === "idle") serve();
