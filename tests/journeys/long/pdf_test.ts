import { fileOf, onePage } from "../../media/samples.ts";
import { testBrowser } from "../../support/browser.ts";
import { wholeChromium } from "../../support/chromium.ts";
import { journey, row } from "../journey.ts";
import { until } from "../../support/until.ts";

journey(
  "a PDF that came with a message is looked at in the browser's own viewer",
  testBrowser(wholeChromium),
  async ({ data, server, signIn }) => {
    const ada = data.client(server, "ada@acme.test");
    const form = new FormData();
    form.append("file", fileOf(onePage(), "plan.pdf"));
    const upload = await ada.fetch("/api/messaging/attachments/upload", {
      method: "POST",
      body: form,
    });
    const { items: [{ id }] } = await upload.json();
    await ada.post("/api/messaging/send", {
      subject: "The plan",
      body: "",
      recipients: ["ben@acme.test"],
      attachments: [id],
    });
    const { page: ben } = await signIn("ben@acme.test");
    await row(ben, "The plan").getByRole("link").click();
    await ben.getByRole("link", { name: /^Show .*plan\.pdf/ }).click();
    await ben.locator("iframe[title*='plan.pdf']").waitFor();
    if (await ben.evaluate("navigator.pdfViewerEnabled")) {
      // A PDF that may not be framed shows an error page instead.
      await until(
        "the browser's viewer shows the PDF",
        () =>
          Promise.resolve(
            ben.frames().some((it) => it.url().startsWith("chrome-extension:")),
          ),
      );
    }
  },
);
