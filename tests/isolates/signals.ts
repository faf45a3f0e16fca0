import assert from "node:assert/strict";
import { summary } from "./figures.ts";
import { pause, type Scene } from "./scene.ts";

const EACH = 20;

/** A group each 100 ms, and then a bell, or a poll each second. */
const ALLOWED_MS = { local: 300, broadcast: 300, kv: 300, poll: 1_300 };

/** One person writes a reply on one isolate; another sees it on all of them. */
export async function othersSeeTyping(scene: Scene): Promise<void> {
  const { cluster, combination: { hears } } = scene;
  const [ada] = cluster.clients("ada@acme.test");
  const [ben] = cluster.clients("ben@acme.test");
  await using open = new AsyncDisposableStack();
  const streams = await Promise.all(
    cluster.clients("ada@acme.test").map(async (own) =>
      open.use(await own.stream())
    ),
  );
  const took: number[] = [];
  for (let n = 0; n < EACH; n++) {
    const { id } = await ada.post("/api/messaging/send", {
      subject: "",
      body: "",
      recipients: ["ben@acme.test"],
    });
    const startedAt = performance.now();
    const path = `/api/messaging/threads/${id}/typing`;
    const response = await ben.fetch(path, { method: "POST" });
    assert.equal(response.status, 204);
    for (const stream of streams) {
      const { at } = await stream.until(
        "typing",
        ({ event, data }) =>
          event === "typing" && data.data.target === `thread:${id}`,
      );
      took.push(at - startedAt);
    }
    // Not in step with the poll.
    await pause(Math.random() * 100);
  }
  console.log(`signal to arrival: ${summary(took)}`);
  assert.ok(Math.max(...took) <= ALLOWED_MS[hears], summary(took));
}
