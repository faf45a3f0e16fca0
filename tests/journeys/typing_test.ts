import { testBrowser } from "../support/browser.ts";
import { journey, row } from "./journey.ts";

const browser = testBrowser();

journey(
  "one who writes a reply is seen by the other, until it comes",
  browser,
  async ({ data, server, signIn }) => {
    const { id } = await data.client(server, "ada@acme.test").post(
      "/api/messaging/send",
      { subject: "Berth 4", body: "When?", recipients: ["ben@acme.test"] },
    );
    const { page: ada } = await signIn("ada@acme.test");
    const { page: ben } = await signIn("ben@acme.test");
    await ada.goto(`${server.url}/en/harbor/messaging?box=sent&message=${id}`);
    await row(ben, "Berth 4").getByRole("link").click();

    await ben.getByRole("link", { name: "Reply", exact: true }).click();
    const body = ben.getByRole("textbox", { name: "Message" });
    await body.press("Home");
    await body.pressSequentially("From noon.");
    const words = ada.getByRole("status").filter({ hasText: "is replying" });
    await words.waitFor();
    await ben.getByRole("button", { name: /^Send to/ }).click();
    await words.waitFor({ state: "detached", timeout: 4_000 });
  },
);
