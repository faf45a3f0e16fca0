import assert from "node:assert/strict";
import { Pages } from "../../../lib/realtime/resume/pages.ts";
import type { Stretch } from "../../../lib/realtime/resume/page.ts";
import type { EncodedEvent } from "../../../lib/realtime/live/encode.ts";
import { encodedEvent as event, streamOf } from "../support.ts";

/** A log that counts how often it is read. */
function log(events: EncodedEvent[]) {
  const log = {
    reads: 0,
    isAway: false,
    read(): Promise<Stretch> {
      log.reads++;
      if (log.isAway) return Promise.reject(new Error("away"));
      return Promise.resolve({ events, head: 9, floor: 0 });
    },
  };
  return log;
}

Deno.test("a herd that asks for the same page reads it once", async () => {
  const pages = new Pages();
  const source = log([event(1), event(2)]);
  const all = await Promise.all(
    Array.from({ length: 5 }, () => pages.after("acme", 0, source.read)),
  );
  assert.ok(all.every((page) => page === all[0]));
  assert.equal(source.reads, 1);
  assert.notEqual(await pages.after("acme", 1, source.read), all[0]);
  assert.notEqual(await pages.after("globex", 0, source.read), all[0]);
  pages.forget();
});

Deno.test("a page is asked for anew when it was empty, could not be read, or is forgotten", async () => {
  const pages = new Pages();
  const empty = log([]);
  await pages.after("acme", 0, empty.read);
  await pages.after("acme", 0, empty.read);
  assert.equal(empty.reads, 2);

  const away = log([event(1)]);
  away.isAway = true;
  await assert.rejects(pages.after("acme", 1, away.read));
  away.isAway = false;
  await pages.after("acme", 1, away.read);
  assert.equal(away.reads, 2);

  pages.forget();
  await pages.after("acme", 1, away.read);
  assert.equal(away.reads, 3);
  pages.forget();
});

Deno.test("pages that weigh too much are forgotten, and so are chunks of them", async () => {
  const pages = new Pages(Infinity, 100);
  const heavy = log([event(1, 90), event(2, 20)]);
  await pages.after("acme", 0, heavy.read);
  await pages.after("acme", 0, heavy.read);
  assert.equal(heavy.reads, 2);

  const light = log([event(1, 30), event(2, 30)]);
  const page = await pages.after("acme", 1, light.read);
  page.bytesOf(page.partsFor(streamOf())[0]);
  await pages.after("acme", 1, light.read);
  assert.equal(light.reads, 1, "what one stream alone was sent is not kept");
  page.bytesOf(page.partsFor(streamOf())[0]);
  await pages.after("acme", 1, light.read);
  assert.equal(light.reads, 2);
  pages.forget();
});
