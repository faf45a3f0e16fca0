import assert from "node:assert/strict";
import { testBrowser } from "../support/browser.ts";
import {
  adaSends,
  commonPlace,
  isLive,
  journey,
  NO_COMPLAINT,
  row,
  signIn,
  subjects,
} from "./journey.ts";

const browser = testBrowser();
const place = commonPlace();

journey(
  "one signs in to where one wanted to go, and out again",
  browser,
  async ({ server, visit }) => {
    const { page } = await visit();
    await page.goto(server.url);
    await signIn(page, "ada@acme.test");
    await page.waitForURL("**/harbor/messaging");
    await isLive(page);
    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/login");

    await page.goto(`${server.url}/vi/harbor/messaging?box=sent`);
    await page.waitForURL("**/login?next=*");
    await signIn(page, "ada@acme.test", "not the password");
    await page.getByRole("alert").waitFor();
    await signIn(page, "ada@acme.test");
    await page.waitForURL("**/vi/harbor/messaging?box=sent");
    assert.equal(await page.locator("html").getAttribute("lang"), "vi");
  },
  /status of 401/, // the wrong password
  place,
);

journey(
  "a session that has run out is renewed once, unnoticed, and the stream goes on where it was",
  browser,
  async (harbor) => {
    const { page } = await harbor.signIn("ben@acme.test");
    let isExpired = true;
    const asked: string[] = [];
    await page.route("**/api/**", async (route, request) => {
      const { pathname } = new URL(request.url());
      const { "last-event-id": position = "" } = request.headers();
      asked.push(`${request.method()} ${pathname} ${position}`.trim());
      if (pathname === "/api/auth/refresh") isExpired = false;
      await (isExpired ? route.fulfill({ status: 401 }) : route.continue());
    });
    await page.reload();
    await isLive(page);
    const [stream] = asked;
    assert.match(stream, /^GET \/api\/messaging\/stream\/acme \d+$/);
    assert.deepEqual(asked, [stream, "POST /api/auth/refresh", stream]);
    await adaSends(harbor)("Still here");
    await row(page, "Still here").waitFor();
  },
  /status of 401/,
  place,
);

journey(
  "without JavaScript one signs in, reads, answers and sends",
  browser,
  async ({ server, visit, signIn: open }) => {
    const { page: ada } = await visit({ javaScript: false });
    await ada.goto(server.url);
    await signIn(ada, "ada@acme.test");
    await ada.getByRole("link", { name: "Compose" }).click();
    await ada.getByLabel("To", { exact: true }).fill("ben@acme.test");
    await ada.getByLabel("Subject").fill("On paper");
    await ada.getByRole("textbox", { name: "Message" }).fill("Line 1\nLine 2");
    await ada.getByRole("button", { name: /^Send/ }).click();
    await row(ada, "On paper").waitFor();

    const { page: ben } = await open("ben@acme.test", { javaScript: false });
    await row(ben, "On paper").getByRole("link").click();
    await ben.getByText("Line 2").last().waitFor();
    await ben.getByRole("link", { name: "Reply", exact: true }).click();
    await ben.getByRole("textbox", { name: "Message" }).fill("By hand");
    await ben.getByRole("button", { name: /^Send/ }).click();
    await row(ben, "Re: On paper").waitFor();

    await ada.getByRole("link", { name: "Inbox" }).click();
    await row(ada, "Re: On paper").waitFor();
    assert.deepEqual(await subjects(ada), ["Re: On paper"]);

    await ada.getByRole("button", { name: /^Connection/ }).click();
    await ada.getByText("when the page is loaded again").waitFor();
    assert.equal(
      await ada.getByText("Reaching the server.").isVisible(),
      false,
    );
    const retry = ada.getByRole("button", { name: "Try again" });
    assert.equal(await retry.isVisible(), false);
  },
  NO_COMPLAINT,
  place,
);

journey(
  "without JavaScript a message to nobody is refused in words, and kept",
  browser,
  async ({ signIn }) => {
    const { page } = await signIn("ada@acme.test", { javaScript: false });
    await page.getByRole("link", { name: "Compose" }).click();
    await page.getByLabel("To", { exact: true }).fill("gina@globex.test");
    await page.getByLabel("Subject").fill("Kept");
    await page.getByRole("button", { name: /^Send/ }).click();
    await page.getByText("gina@globex.test” is nobody at").waitFor();
    assert.equal(await page.getByLabel("Subject").inputValue(), "Kept");
  },
  /status of 422/,
  place,
);
