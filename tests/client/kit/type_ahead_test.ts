import assert from "node:assert/strict";
import { typeAhead } from "../../../lib/client/kit/type_ahead.ts";
import { fakePlatform } from "../fake_platform.ts";

function start() {
  const platform = fakePlatform();
  const form = new EventTarget();
  const field = { value: "", form };
  const searched: string[] = [];
  const { searchNow, stop } = typeAhead(
    field,
    (q) => void searched.push(q),
    platform.after,
  );
  const type = (value: string, about: { isComposing?: boolean } = {}) => {
    field.value = value;
    form.dispatchEvent(Object.assign(new Event("input"), about));
  };
  return { platform, form, searched, type, searchNow, stop };
}

Deno.test("a search begins once the reader pauses, with what is there by then", async () => {
  const { platform, searched, type } = start();
  type("t");
  await platform.tick(200);
  type(" ti ");
  await platform.tick(200);
  assert.deepEqual(searched, []);
  await platform.tick(50);
  assert.deepEqual(searched, ["ti"]);
});

Deno.test("a form that is submitted searches at once, and stays on the page", async () => {
  const { platform, form, searched, type } = start();
  type("tide");
  const submit = new Event("submit", { cancelable: true });
  form.dispatchEvent(submit);
  assert.equal(submit.defaultPrevented, true);
  await platform.tick(1_000);
  assert.deepEqual(searched, ["tide"]);
});

Deno.test("a syllable that is being composed is searched for when it is whole", async () => {
  const { platform, form, searched, type } = start();
  type("ㅌ", { isComposing: true });
  await platform.tick(1_000);
  assert.deepEqual(searched, []);
  type("타", { isComposing: true });
  form.dispatchEvent(new Event("compositionend"));
  await platform.tick(250);
  assert.deepEqual(searched, ["타"]);
});

Deno.test("once stopped it searches no more, not even for what was typed before", async () => {
  const { platform, searched, type, stop } = start();
  type("tide");
  stop();
  type("tides");
  await platform.tick(1_000);
  assert.deepEqual(searched, []);
});
