import assert from "node:assert/strict";
import { broadcastDoorbell } from "../../../lib/realtime/wake/broadcast.ts";

Deno.test("those who ring in the same turn of the event loop are heard as one, the highest", async () => {
  const { promise: heardLast, resolve } = Promise.withResolvers<void>();
  const heard: number[] = [];
  const factory = broadcastDoorbell(crypto.randomUUID());
  const other = factory((position) => {
    heard.push(position);
    if (position === 4) resolve();
  });
  const own = factory(() => {});

  for (const position of [1, 3, 2]) own.ring(position);
  await new Promise((resolve) => setTimeout(resolve));
  own.ring(4);
  await heardLast;
  assert.deepEqual(heard, [3, 4]);

  own.ring(5);
  own.close();
  other.close();
});
