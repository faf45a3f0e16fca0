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
  "the tabs of one browser share one stream, also when the first is closed",
  browser,
  async ({ data, server, signIn }) => {
    const window = await signIn("ben@acme.test");
    const first = window.page;
    const second = await window.tab();
    await second.goto(first.url());
    await isLive(second);

    const ada = data.client(server, "ada@acme.test");
    const ben = data.client(server, "ben@acme.test");
    const send = (subject: string) =>
      ada.post("/api/messaging/send", {
        subject,
        body: "",
        recipients: ["ben@acme.test"],
      });
    const streams = async () =>
      (await ben.get("/api/realtime/status")).connections.length;

    await send("To both");
    await row(first, "To both").waitFor();
    await row(second, "To both").waitFor();
    assert.equal(await streams(), 1);

    await first.close();
    await send("To the other");
    await row(second, "To the other").waitFor();
    assert.deepEqual(await subjects(second), ["To the other", "To both"]);
    await badge(second, "2 unread messages").waitFor();
  },
);
