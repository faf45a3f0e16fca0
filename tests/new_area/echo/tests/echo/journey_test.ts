import assert from "node:assert/strict";
import { journey } from "../journeys/journey.ts";
import { testBrowser } from "../support/browser.ts";

journey(
  "what one shouts is heard at once in another's window, counted in the bar, and in no other tenant",
  testBrowser(),
  async ({ signIn }) => {
    const { page: ada } = await signIn("ada@acme.test");
    const { page: ben } = await signIn("ben@acme.test");
    const { page: gina } = await signIn("gina@globex.test");
    for (const page of [ada, ben, gina]) {
      await page.getByRole("link", { name: "Echo" }).click();
      await page.getByRole("heading", { name: "Echo" }).waitFor();
    }
    await ada.getByLabel("What everybody is to hear").fill("Ahoy");
    await ada.getByRole("button", { name: "Shout" }).click();
    for (const page of [ada, ben]) {
      await page.getByRole("listitem").filter({ hasText: "Ahoy" }).waitFor();
    }
    await ben.getByRole("img", { name: "1 echo" }).waitFor();
    assert.equal(await ada.getByRole("img", { name: "1 echo" }).count(), 0);
    assert.equal(await gina.getByText("Ahoy").count(), 0);
  },
);
