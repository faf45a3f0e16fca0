import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { createTypists } from "../../../lib/client/messages/typists.ts";
import type { Message } from "../../../lib/messages/contract.ts";
import { fakePlatform } from "../fake_platform.ts";
import { message, newMessage } from "../fake_view.ts";

const ben = { userId: 8, email: "ben@acme.test", name: "Ben" };
const chi = { userId: 9, email: "chi@acme.test", name: "" };

function start() {
  const platform = fakePlatform();
  const open = signal<Message | null>(message(1));
  const typists = createTypists({ platform, open });
  return {
    platform,
    open,
    ...typists,
    /** `who` says so now. */
    says(who: typeof ben, thread = 1) {
      const until = new Date(platform.now() + 5_000).toISOString();
      const data = { ...who, target: `thread:${thread}`, until };
      typists.apply({ type: "typing", data });
    },
  };
}

Deno.test("who writes is shown for five seconds from the last time they said so", async () => {
  const { platform, names, says } = start();
  says(ben);
  assert.deepEqual(names.value, ["Ben"]);
  await platform.tick(4_000);
  says(ben);
  says(chi);
  assert.deepEqual(names.value, ["Ben", "chi@acme.test"]);
  await platform.tick(4_900);
  assert.deepEqual(names.value, ["Ben", "chi@acme.test"]);
  await platform.tick(200);
  assert.deepEqual(names.value, []);
});

Deno.test("only those are shown who write about the message that is open", () => {
  const { open, names, says } = start();
  says(ben, 2);
  assert.deepEqual(names.value, []);
  open.value = message(2);
  assert.deepEqual(names.value, ["Ben"]);
});

Deno.test("it ends when the message comes, even if the word comes after it", async () => {
  const { platform, names, says, apply } = start();
  says(ben);
  says(chi);
  await platform.tick(1_000);
  const createdAt = new Date(platform.now()).toISOString();
  apply(newMessage(11, message(2, { createdAt })));
  assert.deepEqual(names.value, ["chi@acme.test"]);
  says(ben);
  assert.deepEqual(names.value, ["chi@acme.test"]);
  await platform.tick(1_000);
  says(ben);
  assert.deepEqual(names.value, ["chi@acme.test", "Ben"]);
});
