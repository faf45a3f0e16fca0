import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { testBrowser } from "../support/browser.ts";
import { wholeChromium } from "../support/chromium.ts";
import {
  adaSends,
  badge,
  type Harbor,
  journey,
  ownPlace,
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
import { until } from "../support/until.ts";

const browser = testBrowser(wholeChromium);

/** A window so high that all rows are drawn. */
const TALL = { width: 1280, height: 6_000 };

/** How soon after its tab is gone another one must have the stream. */
const TAKEOVER_MS = 1_000;

journey(
  "five tabs hold one stream; whichever goes, another has it within a second, and no message is missed or repeated",
  browser,
  async (harbor) => {
    const window = await harbor.signIn("ben@acme.test", { viewport: TALL });
    const tabs = await tabsOf(window, 5);
    const ben = harbor.data.client(harbor.server, "ben@acme.test");
    const hasOneStream = async () => {
      const roles = await rolesOf(tabs);
      assert.equal(roles.filter((role) => role === "leader").length, 1);
      assert.equal((await streamsOf(ben)).length, 1);
    };
    await hasOneStream();

    const traffic = startTraffic(harbor);
    const takeovers: number[] = [];
    for (const leave of [closed, crashed, leftForAnotherPage]) {
      const leader = await takeLeader(tabs);
      await traffic.reaches(10 * (takeovers.length + 1));
      takeovers.push(await untilAnotherStream(ben, () => leave(leader)));
    }
    const sent = await traffic.stop();
    console.log(
      `taken over after ${takeovers.map(Math.round).join(", ")} ms, ` +
        `${sent.length} messages`,
    );

    assert.equal(tabs.length, 2);
    for (const tab of tabs) {
      await row(tab, sent.at(-1)!).waitFor();
      assert.deepEqual(await subjects(tab), sent.toReversed());
      await badge(tab, `${sent.length} unread messages`).waitFor();
    }
    await hasOneStream();
    assert.ok(Math.max(...takeovers) <= TAKEOVER_MS, `${takeovers}`);
  },
);

journey(
  "while five live tabs have nothing to do for ten minutes, they ask the server for nothing",
  browser,
  async ({ data, server, signIn }) => {
    const window = await signIn("ben@acme.test");
    const { clock } = window.page;
    await clock.install();
    await window.page.reload();
    const tabs = await tabsOf(window, 5);
    const greg = data.client(server, "greg@globex.test");
    const requests: string[] = [];
    window.page.context().on(
      "request",
      (request) => void requests.push(request.url()),
    );

    // The pages' time passes in leaps, the stream's as it does: between two leaps a heartbeat
    // comes. It moves the position past what happens elsewhere, which is how it is seen.
    for (let leap = 0; leap < 20; leap++) {
      await clock.fastForward(30_000);
      await greg.post("/api/messaging/send", {
        subject: "Elsewhere",
        body: "",
        recipients: "tenant",
      });
      const { head } = await greg.get("/api/realtime/status");
      for (const tab of tabs) {
        await until(
          "a heartbeat has come",
          async () =>
            await tab.evaluate<number>("__SSE_STATUS__.position") >= head,
        );
      }
    }
    assert.deepEqual(requests, []);
    assert.deepEqual((await rolesOf(tabs)).sort(), [
      "follower",
      "follower",
      "follower",
      "follower",
      "leader",
    ]);
  },
  undefined,
  ownPlace({ HEARTBEAT_SECONDS: "0.2" }),
);

async function closed(tab: Page): Promise<void> {
  await tab.close();
}

/** Kills the process of the page, so that none of its code runs any more. */
async function crashed(tab: Page): Promise<void> {
  const devtools = await tab.context().newCDPSession(tab);
  const crash = tab.waitForEvent("crash");
  devtools.send("Page.crash").catch(() => {}); // there is nobody left to answer
  await crash;
}

async function leftForAnotherPage(tab: Page): Promise<void> {
  await tab.goto("about:blank");
}

/** Sends messages from Ada to Ben until it is stopped, and then returns the subjects. */
function startTraffic(harbor: Harbor) {
  const send = adaSends(harbor);
  const sent: string[] = [];
  let isStopped = false;
  const sending = (async () => {
    while (!isStopped) {
      const subject = `No. ${sent.length + 1}`;
      await send(subject);
      sent.push(subject);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    reaches: (count: number) =>
      until(`${count} are sent`, () => Promise.resolve(sent.length >= count)),
    async stop(): Promise<string[]> {
      isStopped = true;
      await sending;
      return sent;
    },
  };
}
