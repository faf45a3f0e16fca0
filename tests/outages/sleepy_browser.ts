import { chromium as playwright } from "playwright-core";
import { type TestBrowser, windowOf } from "../support/browser.ts";
import { wholeChromium } from "../support/chromium.ts";

/**
 * A Chromium whose tabs are hidden behind one another and can be put to sleep, as a reader's are:
 * in other test browsers every tab has the focus at all times, and such a tab never sleeps. All
 * windows are one person's.
 */
export function sleepyBrowser(): TestBrowser {
  return {
    async open() {
      const { args = [], ...options } = await wholeChromium();
      const port = freePort();
      const browser = await playwright.launch({
        ...options,
        args: [...args, `--remote-debugging-port=${port}`],
      });
      const devtools = await playwright.connectOverCDP(
        `http://127.0.0.1:${port}`,
        { noDefaults: true },
      );
      const [context] = devtools.contexts();
      return await windowOf(context, () => browser.close());
    },
  };
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
