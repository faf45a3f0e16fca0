import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { testBrowser } from "../support/browser.ts";
import { wholeChromium } from "../support/chromium.ts";
import { until } from "../support/until.ts";
import {
  adaSends,
  badge,
  indicates,
  isLive,
  journey,
  row,
  subjects,
  write,
} from "../journeys/journey.ts";

const browser = testBrowser(wholeChromium);

/** A long poll answers at once; the next rung's polls are 15 s apart. */
const LONG_POLL_MS = 2_000;

journey(
  "a server that is killed and comes back costs nobody a message",
  browser,
  async ({ server, signIn }) => {
    const { page: ada } = await signIn("ada@acme.test");
    const { page: ben } = await signIn("ben@acme.test");
    await write(ada, { to: "ben@acme.test", subject: "Before", body: "1" });
    await row(ben, "Before").waitFor();

    await server.kill("SIGKILL");
    await write(ada, { to: "ben@acme.test", subject: "Meanwhile", body: "2" });
    await ada.getByText(/^(Sending…|Not sent: no connection)$/).waitFor();
    await server.restart();
    await row(ben, "Meanwhile").waitFor();
    await isLive(ada);
    await isLive(ben);
    await write(ada, { to: "ben@acme.test", subject: "After", body: "3" });
    await row(ben, "After").waitFor();

    const sent = ["After", "Meanwhile", "Before"];
    assert.deepEqual(await subjects(ben), sent);
    await badge(ben, "3 unread messages").waitFor();
    await ben.reload();
    assert.deepEqual(await subjects(ben), sent);
    await ada.getByRole("link", { name: "Sent" }).click();
    await row(ada, "After").waitFor();
    assert.deepEqual(await subjects(ada), sent);
  },
  /net::ERR_|Failed to fetch/, // the browser's own note of a server that is away
);

journey(
  "the indicator says how a page is served: live, delayed while streams are refused, offline, and live again by itself",
  browser,
  async (harbor) => {
    const { server, signIn } = harbor;
    const { page } = await signIn("ben@acme.test");
    await page.clock.install();
    await page.reload();
    await isLive(page);
    const send = adaSends(harbor);
    await page.evaluate("globalThis.isTheSamePage = true");

    const streams = "**/api/messaging/stream/**";
    await page.route(streams, (route) => route.abort());
    await server.kill("SIGKILL");
    await server.restart();
    await skipPausesUntil(page, "Delayed");
    for (const subject of ["By long poll", "And another"]) {
      const sentAt = performance.now();
      await send(subject);
      await row(page, subject).waitFor();
      const took = performance.now() - sentAt;
      assert.ok(took < LONG_POLL_MS, `${subject}: ${took} ms`);
    }
    await page.getByRole("button", { name: "Connection: Delayed" }).click();
    await page.getByText("new messages are fetched every few seconds")
      .waitFor();

    await page.unroute(streams);
    await page.clock.fastForward(60_000);
    await send("The stream is tried after this");
    await isLive(page);

    await server.kill("SIGKILL");
    await skipPausesUntil(page, "Offline");
    await page.getByText("The server cannot be reached.").waitFor();
    await server.restart();
    await send("While nobody was connected");
    await skipPausesUntil(page, "Live");
    await page.getByText("New messages appear by themselves.").waitFor();
    await row(page, "While nobody was connected").waitFor();
    await send("Live again");
    await row(page, "Live again").waitFor();

    assert.deepEqual(await subjects(page), [
      "Live again",
      "While nobody was connected",
      "The stream is tried after this",
      "And another",
      "By long poll",
    ]);
    await badge(page, "5 unread messages").waitFor();
    assert.equal(await page.evaluate("globalThis.isTheSamePage"), true);
  },
  /net::ERR_|Failed to fetch/,
);

journey(
  "without a server a page stays where it is, says so, and goes on when the server is back",
  browser,
  async ({ server, signIn }) => {
    const { page } = await signIn("ben@acme.test");
    const inbox = page.url();
    await server.kill("SIGKILL");
    await until(
      "the page has noticed",
      async () => await page.evaluate("__SSE_STATUS__.status") !== "live",
    );
    await page.getByRole("link", { name: "Sent" }).click();
    await page.getByRole("alert").filter({ hasText: "this one stays open" })
      .waitFor();
    assert.equal(page.url(), inbox);
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Display" }).click();
    await page.getByRole("button", { name: "Dark" }).click();
    await page.locator("html[data-theme=dark]").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Language" }).click();
    await page.getByRole("button", { name: "Tiếng Việt" }).click();
    await page.getByRole("alert").filter({ hasText: "this one stays open" })
      .waitFor();
    assert.equal(page.url(), inbox);

    await server.restart();
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Sent" }).click();
    await page.waitForURL("**/en/harbor/messaging?box=sent");
  },
  /net::ERR_|Failed to fetch/,
);

/** Skips the pauses between attempts. Attempts and outcomes stay the same. */
async function skipPausesUntil(page: Page, word: string): Promise<void> {
  let isThere = false;
  const shown = indicates(page, word).finally(() => isThere = true);
  while (!isThere) {
    await page.clock.fastForward(5_000);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await shown;
}
