import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import {
  type TestBrowser,
  type Window,
  type WindowOptions,
} from "../support/browser.ts";
import { PASSWORD } from "../support/client.ts";
import { populated, type TestData } from "../support/data.ts";
import { startServer, type TestServer, UNLIMITED } from "../support/server.ts";

/** Longer than any journey takes, so that a page that hangs does not stop the suite. */
const WALKS_WITHIN_MS = 120_000;

/** A server with people in it. */
export interface Place {
  data: TestData;
  server: TestServer;
}

/** A place, and windows that its people sign in from. */
export interface Harbor extends Place {
  /** A window of somebody whom the server does not know yet. */
  visit(options?: WindowOptions): Promise<Window>;
  /** A window where this person has signed in, on their messages. */
  signIn(email: string, options?: WindowOptions): Promise<Window>;
}

/** Opens the place of a journey. What has to be closed after it goes on the stack. */
type OpenPlace = (closing: AsyncDisposableStack) => Promise<Place>;

/** A place for one journey. `environment` is the server's. */
export function ownPlace(environment: Record<string, string> = {}): OpenPlace {
  return async (closing) => {
    const data = closing.use(await populated());
    const server = closing.use(
      await startServer({
        dataDir: data.dataDir,
        environment: { ...UNLIMITED, ...environment },
      }),
    );
    return { data, server };
  };
}

/**
 * One place for all journeys of a file, when none minds what the others leave behind. Call it once
 * at the top of the file.
 */
export function commonPlace(): OpenPlace {
  const closing = new AsyncDisposableStack();
  let place: Promise<Place> | undefined;
  Deno.test.afterAll(() => closing.disposeAsync());
  return () => place ??= ownPlace()(closing);
}

/** Expects no complaint of a page. */
export const NO_COMPLAINT = /(?!)/;

/**
 * A test in a real browser. It fails, too, when a page complained of anything (an error, a
 * refused resource) that `expected` does not allow.
 */
export function journey(
  name: string,
  browser: TestBrowser,
  walk: (harbor: Harbor) => Promise<void>,
  expected = NO_COMPLAINT,
  openPlace = ownPlace(),
): void {
  Deno.test({
    name,
    // The browser outlives the test, and so does a common server.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      await using open = new AsyncDisposableStack();
      const { data, server } = await openPlace(open);
      const complaints: string[][] = [];
      const visit = async (options?: WindowOptions) => {
        const window = open.use(await browser.open(options));
        complaints.push(window.complaints);
        return window;
      };
      const walked = walk({
        data,
        server,
        visit,
        async signIn(email, options) {
          const window = await visit(options);
          await takeSession(window.page, server.url, email);
          await window.page.goto(server.url);
          await window.page.waitForURL("**/harbor/messaging");
          if (options?.javaScript !== false) await isLive(window.page);
          return window;
        },
      });
      await within(WALKS_WITHIN_MS, walked);
      assert.deepEqual(
        complaints.flat().filter((complaint) => !expected.test(complaint)),
        [],
      );
    },
  });
}

async function within(ms: number, walked: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`The journey took more than ${ms} ms`)),
    ms,
  );
  try {
    await Promise.race([walked, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Gives the page the session cookie that the login form would give. */
async function takeSession(page: Page, origin: string, email: string) {
  const answer = await page.context().request.post(`${origin}/api/auth/login`, {
    data: { email, password: PASSWORD },
  });
  assert.equal(answer.status(), 200);
}

/** Signs in through the form of the page. */
export async function signIn(page: Page, email: string, password = PASSWORD) {
  await page.fill("input[name=email]", email);
  await page.fill("input[name=password]", password);
  await page.click("button[type=submit]");
}

export async function isLive(page: Page) {
  await indicates(page, "Live");
}

/** Waits until the indicator says this word. */
export async function indicates(page: Page, word: string) {
  await page.getByRole("button", { name: `Connection: ${word}` }).waitFor();
}

/** Fills in the composer as a person does, and sends. `to` is an address. */
export async function write(
  page: Page,
  { to, subject, body }: { to: string; subject: string; body: string },
) {
  await page.getByRole("link", { name: "Compose" }).click();
  const people = page.getByRole("combobox", { name: "To" });
  await people.fill(to);
  await people.press("Enter");
  await page.getByLabel("Subject").fill(subject);
  await page.getByRole("textbox", { name: "Message" }).fill(body);
  await page.getByRole("button", { name: /^Send to/ }).click();
}

/** Sends from Ada to Ben, without a page. */
export function adaSends(
  { data, server }: Harbor,
): (subject: string) => Promise<unknown> {
  const ada = data.client(server, "ada@acme.test");
  return (subject) =>
    ada.post("/api/messaging/send", {
      subject,
      body: "",
      recipients: ["ben@acme.test"],
    });
}

/** The line of a message in the list. */
export function row(page: Page, subject: string): Locator {
  return page.getByRole("listitem").filter({ hasText: subject });
}

/** The subjects in the list, newest first. */
export async function subjects(page: Page): Promise<string[]> {
  return await page.locator(".row-subject").allInnerTexts();
}

export function badge(page: Page, text: string): Locator {
  return page.getByRole("img", { name: text, exact: true });
}
