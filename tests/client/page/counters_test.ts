import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import {
  type Counters,
  createCounters,
} from "../../../lib/client/page/counters.ts";
import { unreadCount } from "../fake_view.ts";

Deno.test("the counter of the newest position stands, whenever it comes", () => {
  const counters = signal<Counters>({});
  const { apply } = createCounters(counters);
  const count = () => counters.value["unread:count"].count;
  apply(unreadCount(3, 20));
  apply(unreadCount(9, 15));
  assert.equal(count(), 3);
  apply(unreadCount(2, 20));
  assert.equal(count(), 2);
});

Deno.test("events, and signals that are no counters, are left alone", () => {
  const counters = signal<Counters>({});
  const { apply } = createCounters(counters);
  apply({ id: 7, ...unreadCount(3, 20) });
  apply({ type: "typing", data: { userId: 8 } });
  apply({ type: "odd", data: { payload: null } });
  assert.deepEqual(counters.value, {});
});
