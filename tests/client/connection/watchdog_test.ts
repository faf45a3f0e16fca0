import assert from "node:assert/strict";
import { watchdog } from "../../../lib/client/connection/watchdog.ts";
import { fakePlatform } from "../fake_platform.ts";

Deno.test("a watchdog barks once, so long after it was last fed", async () => {
  const platform = fakePlatform();
  let barks = 0;
  const watch = watchdog(platform, 40_000, () => barks++);
  await platform.tick(39_000);
  watch.feed();
  await platform.tick(39_999);
  assert.equal(barks, 0);
  await platform.tick(1);
  assert.equal(barks, 1);
  await platform.tick(100_000);
  assert.equal(barks, 1);
});

Deno.test("a watchdog has one timer, however often it is fed, and none when it is stopped", async () => {
  const platform = fakePlatform();
  const watch = watchdog(platform, 40_000, () => assert.fail("it was fed"));
  for (let second = 0; second < 100; second++) {
    watch.feed();
    await platform.tick(1_000);
    assert.equal(platform.timers, 1);
  }
  watch.stop();
  assert.equal(platform.timers, 0);
});

Deno.test("a watchdog can be told to bear more, or less, from now on", async () => {
  const platform = fakePlatform();
  let barks = 0;
  const watch = watchdog(platform, 10_000, () => barks++);
  await platform.tick(9_000);
  watch.allow(40_000);
  await platform.tick(39_999);
  assert.equal(barks, 0);
  watch.allow(2_000);
  await platform.tick(2_000);
  assert.equal(barks, 1);
});
