import {
  type Browser,
  type BrowserContext,
  chromium as playwright,
  type Page,
} from "playwright-core";
import { chromium } from "./chromium.ts";

/** A Chromium that starts when the first window is opened, one for all tests of a file. */
export interface TestBrowser {
  /** A window of its own person, who shares nothing with other windows. */
  open(options?: WindowOptions): Promise<Window>;
}

export interface WindowOptions {
  javaScript?: boolean;
  dark?: boolean;
  viewport?: { width: number; height: number };
}

export interface Window extends AsyncDisposable {
  page: Page;
  /** All complaints of the page: uncaught errors and console errors, with those of the CSP. */
  complaints: string[];
  /** Another tab of the same person. */
  tab(): Promise<Page>;
}

/** Call it once at the top of a test file. `which` starts it, such as `wholeChromium`. */
export function testBrowser(which = chromium): TestBrowser {
  let started: Promise<Browser> | undefined;
  Deno.test.afterAll(async () => await (await started)?.close());

  return {
    async open({ javaScript = true, dark = false, viewport } = {}) {
      started ??= which().then((options) => playwright.launch(options));
      const context = await (await started).newContext({
        javaScriptEnabled: javaScript,
        colorScheme: dark ? "dark" : "light",
        viewport: viewport ?? { width: 1280, height: 800 },
        reducedMotion: "reduce",
        timezoneId: "Europe/Berlin",
      });
      return await windowOf(context, () => context.close());
    },
  };
}

/** The person whose tabs are in `context`; `close` is called when the window is. */
export async function windowOf(
  context: BrowserContext,
  close: () => Promise<void>,
): Promise<Window> {
  const complaints: string[] = [];
  context.on("weberror", (error) => {
    complaints.push(String(error.error()));
  });
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  return {
    page: await context.newPage(),
    complaints,
    tab: () => context.newPage(),
    [Symbol.asyncDispose]: close,
  };
}
