import assert from "node:assert/strict";
import { testBrowser } from "../support/browser.ts";
import { adaSends, isLive, journey, row, subjects } from "./journey.ts";

journey(
  "a search runs while one types, waits for a syllable to be composed, and is undone by going back",
  testBrowser(),
  async (harbor) => {
    const { page } = await harbor.signIn("ben@acme.test");
    await page.clock.install();
    await page.reload();
    await isLive(page);
    const send = adaSends(harbor);
    for (const subject of ["Tide table", "Tidy up", "Hải Phòng"]) {
      await send(subject);
      await row(page, subject).waitFor();
    }
    await page.evaluate("globalThis.isTheSamePage = true");
    const searches: string[] = [];
    page.on("request", (request) => {
      const q = new URL(request.url()).searchParams.get("q");
      if (q !== null) searches.push(q);
    });

    await page.keyboard.press("/");
    await page.keyboard.type("tide", { delay: 20 });
    await row(page, "Tidy up").waitFor({ state: "detached" });
    assert.deepEqual(await subjects(page), ["Tide table"]);
    assert.match(page.url(), /\?q=tide$/);
    await page.getByRole("status").filter({ hasText: "Showing 1 message" })
      .waitFor();

    await page.getByRole("link", { name: "Clear the search" }).first().click();
    await row(page, "Tidy up").waitFor();
    const devtools = await page.context().newCDPSession(page);
    for (const text of ["h", "ha", "hai", "hải"]) {
      await devtools.send("Input.imeSetComposition", {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
      await page.clock.fastForward(1_000);
    }
    await devtools.send("Input.insertText", { text: "hải" });
    await row(page, "Tidy up").waitFor({ state: "detached" });
    assert.deepEqual(await subjects(page), ["Hải Phòng"]);
    assert.deepEqual(searches, ["tide", "hải"]);

    await page.fill("#search", "nowhere");
    await page.keyboard.press("Enter");
    await page.getByText("Nothing matches “nowhere”").waitFor();
    const sent = page.getByRole("link", { name: "Sent" });
    assert.match((await sent.getAttribute("href"))!, /q=nowhere/);

    await page.goBack();
    await row(page, "Tidy up").waitFor();
    assert.equal(await page.evaluate("globalThis.isTheSamePage"), true);
    await page.goForward();
    await page.getByText("Nothing matches “nowhere”").waitFor();
    await page.reload();
    await page.getByText("Nothing matches “nowhere”").waitFor();
    assert.equal(await page.inputValue("#search"), "nowhere");
  },
);
