import assert from "node:assert/strict";
import { testBrowser } from "../support/browser.ts";
import { badge, isLive, journey, row, subjects, write } from "./journey.ts";

const browser = testBrowser();

journey(
  "a message appears at its reader's at once, is counted, read, and seen as read",
  browser,
  async ({ signIn }) => {
    const { page: ada } = await signIn("ada@acme.test");
    const { page: ben } = await signIn("ben@acme.test");
    const { page: gina } = await signIn("gina@globex.test");
    const { page: greg } = await signIn("greg@globex.test");
    const polls: string[] = [];
    for (const page of [ada, ben, gina]) {
      await page.evaluate("globalThis.isTheSamePage = true");
      page.on("request", (request) => {
        if (request.url().includes("/api/messaging/events")) {
          polls.push(request.url());
        }
      });
    }

    await write(ada, {
      to: "ben@acme.test",
      subject: "Berth 4",
      body: "From noon.",
    });
    await row(ben, "Berth 4").waitFor();
    await badge(ben, "1 unread message").waitFor();
    assert.match(await ben.title(), /Inbox/);

    await ada.getByRole("link", { name: "Sent" }).click();
    await row(ada, "Berth 4").waitFor();
    assert.equal(
      await ada.getByRole("img", { name: "Read by all" }).count(),
      0,
    );
    await ada.evaluate("globalThis.isTheSamePage = true");
    await isLive(ada);

    await row(ben, "Berth 4").getByRole("link").click();
    await ben.getByText("From noon.").last().waitFor();
    await badge(ben, "1 unread message").waitFor({ state: "detached" });
    await ada.getByRole("img", { name: "Read by all" }).waitFor();

    await write(greg, {
      to: "gina@globex.test",
      subject: "Elsewhere",
      body: "Rain.",
    });
    await row(gina, "Elsewhere").waitFor();
    assert.deepEqual(await subjects(gina), ["Elsewhere"]);
    await badge(gina, "1 unread message").waitFor();

    for (const page of [ada, ben, gina]) {
      assert.equal(await page.evaluate("globalThis.isTheSamePage"), true);
    }
    assert.deepEqual(polls, [], "a live page polls nothing");
  },
);
