import assert from "node:assert/strict";
import { followKeys, type KeyAction } from "../../../lib/client/kit/keys.ts";

/** A page where keys are pressed outside of any field, or within one. */
class FakePage extends EventTarget {
  isField = false;
  isMenuOpen = false;
  closest = () => this.isField ? this : null;
  ownerDocument = { querySelector: () => this.isMenuOpen ? this : null };

  /** Answers whether the browser was kept from doing what it does. */
  press(key: string, about: Partial<KeyboardEvent> = {}): boolean {
    const event = new Event("keydown", { cancelable: true });
    return !this.dispatchEvent(Object.assign(event, { key, ...about }));
  }
}

function start(c: KeyAction = () => {}) {
  const page = new FakePage();
  const pressed: string[] = [];
  const stop = followKeys(
    {
      c() {
        pressed.push("c");
        return c();
      },
    },
    undefined,
    page,
  );
  return { page, pressed, stop };
}

Deno.test("a key does what it is for, and nothing else with it", () => {
  const { page, pressed } = start();
  assert.equal(page.press("c"), true);
  assert.equal(page.press("x"), false);
  assert.deepEqual(pressed, ["c"]);
});

Deno.test("a key that finds nothing to do is the browser's", () => {
  const { page } = start(() => false);
  assert.equal(page.press("c"), false);
});

Deno.test("with a modifier, within a syllable, or where one writes, a key means something else", () => {
  const { page, pressed } = start();
  page.press("c", { ctrlKey: true });
  page.press("c", { metaKey: true });
  page.press("c", { altKey: true });
  page.press("c", { isComposing: true });
  page.isField = true;
  page.press("c");
  assert.deepEqual(pressed, []);
});

Deno.test("while a menu is open, keys are the menu's, wherever the focus is", () => {
  const { page, pressed } = start();
  page.isMenuOpen = true;
  assert.equal(page.press("c"), false);
  page.isMenuOpen = false;
  page.press("c");
  assert.deepEqual(pressed, ["c"]);
});

Deno.test("once stopped, no key does anything", () => {
  const { page, pressed, stop } = start();
  stop();
  page.press("c");
  assert.deepEqual(pressed, []);
});
