import assert from "node:assert/strict";
import { createTellTyping } from "../../../../lib/client/messages/compose/tell_typing.ts";
import { fakePlatform } from "../../fake_platform.ts";

Deno.test("one's own writing is told every three seconds for each message, and failing is ignored", async () => {
  const platform = fakePlatform();
  const posted: string[] = [];
  const tell = createTellTyping(platform, {
    post<Answer>(url: string): Promise<Answer> {
      posted.push(url);
      return Promise.reject(new Error("away"));
    },
  });
  for (let key = 0; key < 50; key++) {
    tell(1);
    await platform.tick(100);
  }
  assert.deepEqual(posted, Array(2).fill("/api/messaging/threads/1/typing"));
  tell(2);
  assert.equal(posted.length, 3);
});
