import { deepEqual, equal } from "node:assert/strict";
import { chromium as playwright, type Page } from "playwright-core";
import { chromium } from "../support/chromium.ts";
import { app } from "./fixture/main.ts";
import "./fixture_app.ts";

async function withPage(
  path: string,
  body: (page: Page) => Promise<void>,
): Promise<void> {
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    app.handler(),
  );
  const browser = await playwright.launch(await chromium());
  try {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      // A page asks for a favicon, which the fixture lacks.
      if (message.location().url.endsWith("/favicon.ico")) return;
      if (message.type() === "error") problems.push(message.text());
    });
    await page.goto(`http://127.0.0.1:${server.addr.port}${path}`);
    await body(page);
    deepEqual(problems, []);
  } finally {
    await browser.close();
  }
}

Deno.test("islands come to life in place and share their signals", async () => {
  const hostile = encodeURIComponent("</script><!--\u2028");
  await withPage(`/islands?hostile=${hostile}`, async (page) => {
    await page.locator("#where", { hasText: "browser" }).waitFor();
    await page.getByRole("button", { name: "Add" }).click();
    equal(await page.locator("output").textContent(), "4");
    // Inside the island that changed it, and in another one.
    deepEqual(await page.locator("em").allTextContents(), ["8", "8"]);
    await page.waitForFunction(() => document.title === "(4) Fixture");

    equal(await page.locator("#counter").count(), 1);
    equal(await page.locator("main > p > em").count(), 1);
    deepEqual(
      (await page.locator("#values").innerText()).split("\n").filter(Boolean),
      [
        "hostile: String </script><!--\u2028",
        "date: date 1970-01-01T00:00:00.000Z",
        "missing: Undefined undefined",
        "nothing: Null null",
        "numbers: Array NaN,Infinity,-Infinity,1.5",
        "big: BigInt 18446744073709551616",
        "set: Set a",
        "map: map key signal of 4",
        "url: URL https://example.com/",
        "bytes: Uint8Array 1,2,255",
        "computed: signal of 6",
      ],
    );
  });
});

Deno.test("as in Fresh, going back to the entry that the page began with reloads it, unless its mark was taken off", async () => {
  await withPage("/islands", async (page) => {
    await page.locator("#where", { hasText: "browser" }).waitFor();
    equal(await page.evaluate("history.state.fClientNav"), true);
    await page.evaluate("history.pushState({}, '', '?more')");
    await Promise.all([page.waitForEvent("load"), page.goBack()]);

    await page.locator("#where", { hasText: "browser" }).waitFor();
    await page.evaluate("history.replaceState(null, '')");
    await page.evaluate("history.pushState({}, '', '?more')");
    await page.evaluate("globalThis.isTheSamePage = true");
    await page.goBack();
    await page.waitForFunction("location.search === ''");
    equal(await page.evaluate("globalThis.isTheSamePage"), true);
  });
});
