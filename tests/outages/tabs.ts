import type { Page } from "playwright-core";
import type { Window } from "../support/browser.ts";
import type { TestClient } from "../support/client.ts";
import { isLive } from "../journeys/journey.ts";
import { until } from "../support/until.ts";

/** The window's first tab and others like it, all live. */
export async function tabsOf(window: Window, count: number): Promise<Page[]> {
  const others = Array.from({ length: count - 1 }, async () => {
    const tab = await window.tab();
    await tab.goto(window.page.url());
    await isLive(tab);
    return tab;
  });
  return [window.page, ...await Promise.all(others)];
}

/** Takes the tab that holds the stream out of `tabs`. */
export async function takeLeader(tabs: Page[]): Promise<Page> {
  const roles = await rolesOf(tabs);
  const [leader] = tabs.splice(roles.indexOf("leader"), 1);
  return leader;
}

/** "leader" or "follower", tab by tab. */
export async function rolesOf(tabs: Page[]): Promise<string[]> {
  return await Promise.all(
    tabs.map((tab) => tab.evaluate<string>("__SSE_STATUS__.role")),
  );
}

/** The streams that the server has open for this reader. */
export async function streamsOf(reader: TestClient): Promise<string[]> {
  const { connections } = await reader.get("/api/realtime/status");
  return connections.map(({ clientId }: { clientId: string }) => clientId);
}

/** Waits for another stream of this reader, and returns how long that took, in milliseconds. */
export async function untilAnotherStream(
  reader: TestClient,
  after: () => Promise<unknown>,
): Promise<number> {
  const before = await streamsOf(reader);
  const done = after();
  const took = await until(
    "the reader has another stream",
    async () =>
      (await streamsOf(reader)).some((stream) => !before.includes(stream)),
  );
  await done;
  return took;
}
