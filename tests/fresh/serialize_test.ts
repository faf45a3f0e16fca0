import { computed, Signal, signal } from "@preact/signals";
import { h } from "preact";
import { deepEqual, equal, ok, strictEqual, throws } from "node:assert/strict";
import { deserialize } from "../../lib/fresh/deserialize.ts";
import { serialize } from "../../lib/fresh/serialize.ts";

// deno-lint-ignore no-explicit-any -- tests know what they sent
function sent(value: unknown): any {
  return deserialize(serialize(value));
}

Deno.test("values arrive as they were", () => {
  const values = [
    "text",
    "",
    0,
    -1.5,
    true,
    false,
    null,
    undefined,
    NaN,
    Infinity,
    -Infinity,
    2n ** 70n,
    [1, [2, undefined]],
    { a: { b: null }, "a key": "" },
    new Date(86_400_000),
    new URL("https://example.com/a?b#c"),
    new Uint8Array([0, 1, 255]),
    new Set([1, "a", undefined]),
    new Map<unknown, unknown>([["a", 1], [{ key: true }, ["b"]]]),
  ];
  for (const value of values) {
    deepEqual(sent(value), value);
    deepEqual(sent({ value }), { value });
  }
  ok(Number.isNaN(sent(new Date(NaN)).getTime()));
});

Deno.test("the bytes sent are those of the view, not of the buffer behind it", () => {
  deepEqual(
    sent(new Uint8Array([1, 2, 3, 4]).subarray(1, 3)),
    new Uint8Array([2, 3]),
  );
});

Deno.test("a signal that appears twice is one signal again", () => {
  const count = signal(1);
  const { a, b } = sent({ a: { count }, b: [count] });
  ok(a.count instanceof Signal);
  strictEqual(a.count, b[0]);
  a.count.value++;
  equal(b[0].value, 2);
});

Deno.test("an object of signals that appears twice is one object again", () => {
  const harbor = {
    unread: signal(3),
    messages: signal(new Map([["m1", { read: signal(false) }]])),
  };
  const [first, second] = sent([{ harbor }, { harbor }]);
  strictEqual(first.harbor, second.harbor);
  strictEqual(first.harbor.messages.value.get("m1").read.value, false);
});

Deno.test("equal strings are written once", () => {
  equal(serialize(["same", "same"]), '[[1,1],"same"]');
});

Deno.test("an object may hold itself", () => {
  const self: Record<string, unknown> = { name: "self" };
  self.self = self;
  const copy = sent(self);
  strictEqual(copy.self, copy);
});

Deno.test("a computed signal arrives with its value and stays at it", () => {
  const count = signal(2);
  const copy = sent({ count, double: computed(() => count.value * 2) });
  copy.count.value = 5;
  equal(copy.double.value, 4);
  throws(() => copy.double.value = 1);
});

Deno.test("a key may be named as something objects have", () => {
  const hostile = JSON.parse('{"__proto__":{"admin":true},"constructor":1}');
  const copy = sent(hostile);
  deepEqual(copy, hostile);
  equal(copy.admin, undefined);
  equal(sent(Object.assign(Object.create(null), { a: 1 })).a, 1);
});

Deno.test("what cannot arrive is refused", () => {
  throws(() => serialize({ onClick: () => {} }), {
    message: "Serializing functions is not supported.",
  });
  throws(() => serialize({ key: Symbol() }), {
    message: "Serializing symbols is not supported.",
  });
  throws(() => serialize({ children: h("b", null) }), {
    message: "Islands cannot take JSX as props or children here.",
  });
});
