import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { testBrowser } from "../support/browser.ts";
import { wholeChromium } from "../support/chromium.ts";
import { until } from "../support/until.ts";
import {
  adaSends,
  indicates,
  isLive,
  journey,
  row,
  subjects,
} from "../journeys/journey.ts";
import {
  rolesOf,
  streamsOf,
  tabsOf,
  takeLeader,
  untilAnotherStream,
} from "./tabs.ts";
import { sleepyBrowser } from "./sleepy_browser.ts";

journey(
  "a tab that is frozen hands its stream on at once, and catches up when it thaws",
  sleepyBrowser(),
  async (harbor) => {
    const tabs = await tabsOf(await harbor.signIn("ben@acme.test"), 3);
    const ben = harbor.data.client(harbor.server, "ben@acme.test");
    const send = adaSends(harbor);
    await send("Before");
    for (const tab of tabs) await row(tab, "Before").waitFor();

    const leader = await takeLeader(tabs);
    const devtools = await leader.context().newCDPSession(leader);
    const setState = (state: "frozen" | "active") =>
      devtools.send("Page.setWebLifecycleState", { state });
    const took = await untilAnotherStream(ben, () => setState("frozen"));
    console.log(`taken over after ${Math.round(took)} ms`);
    await send("Meanwhile");
    for (const tab of tabs) await row(tab, "Meanwhile").waitFor();

    await setState("active");
    await row(leader, "Meanwhile").waitFor();
    await send("After");
    for (const tab of [leader, ...tabs]) {
      await row(tab, "After").waitFor();
      assert.deepEqual(await subjects(tab), ["After", "Meanwhile", "Before"]);
    }
    assert.deepEqual(await rolesOf([leader]), ["follower"]);
    assert.equal((await streamsOf(ben)).length, 1);
    assert.ok(took < 1_000, `${took} ms`);
  },
);

journey(
  "a tab that hangs loses its stream to one that is looked at, and follows when it runs again",
  sleepyBrowser(),
  async (harbor) => {
    const tabs = await tabsOf(await harbor.signIn("ben@acme.test"), 3);
    const ben = harbor.data.client(harbor.server, "ben@acme.test");
    const send = adaSends(harbor);
    const leader = await takeLeader(tabs);
    await leader.bringToFront();
    const resume = await hang(leader);
    await send("Meanwhile");

    // A hidden tab waits forty seconds for this; a visible one asks at once.
    const took = await untilAnotherStream(ben, () => lookAt(tabs[0]));
    console.log(`taken over after ${Math.round(took)} ms`);
    for (const tab of tabs) await row(tab, "Meanwhile").waitFor();

    await resume();
    await until(
      "the tab that hung has given up its stream",
      async () => (await streamsOf(ben)).length === 1,
    );
    assert.deepEqual(await rolesOf([leader]), ["follower"]);
    await send("After");
    for (const tab of [leader, ...tabs]) {
      await row(tab, "After").waitFor();
      assert.deepEqual(await subjects(tab), ["After", "Meanwhile"]);
    }
    assert.ok(took < 10_000, `${took} ms`);
  },
);

journey(
  "a laptop that wakes up is live at once, and has what came while it slept",
  testBrowser(wholeChromium),
  async (harbor) => {
    const { page } = await harbor.signIn("ben@acme.test");
    await page.clock.install();
    await page.reload();
    await isLive(page);
    const ben = harbor.data.client(harbor.server, "ben@acme.test");
    const send = adaSends(harbor);
    const took: Record<string, number> = {};

    await page.context().setOffline(true);
    await page.clock.fastForward("08:00:00");
    await indicates(page, "Offline");
    await send("By night");
    took.online = await untilAnotherStream(
      ben,
      () => page.context().setOffline(false),
    );
    await row(page, "By night").waitFor();
    await isLive(page);

    // The network never went away, so nothing tells that the stream may be dead.
    took.timer = await untilAnotherStream(
      ben,
      () => page.clock.fastForward("08:00:00"),
    );
    await isLive(page);
    await page.clock.fastForward(25_000);
    took.look = await untilAnotherStream(ben, () => lookAt(page));
    await isLive(page);
    await send("By day");
    await row(page, "By day").waitFor();
    assert.deepEqual(await subjects(page), ["By day", "By night"]);
    console.log("live again after", took);
    for (const ms of Object.values(took)) assert.ok(ms < 1_000, `${ms} ms`);
  },
  /ERR_INTERNET_DISCONNECTED/,
);

/** Stops the tab's thread in the middle of its work. Returns how to let it go on. */
async function hang(tab: Page): Promise<() => Promise<unknown>> {
  const devtools = await tab.context().newCDPSession(tab);
  await devtools.send("Debugger.enable");
  const paused = new Promise((resolve) =>
    devtools.once("Debugger.paused", resolve)
  );
  devtools.send("Runtime.evaluate", { expression: "debugger" })
    .catch(() => {}); // the tab was closed before it went on
  await paused;
  return () => devtools.send("Debugger.resume");
}

/** Turns to this tab. Not every Chromium without a screen tells the tab so. */
async function lookAt(tab: Page): Promise<void> {
  await tab.bringToFront();
  await tab.evaluate(
    "document.dispatchEvent(new Event('visibilitychange'))",
  );
}
